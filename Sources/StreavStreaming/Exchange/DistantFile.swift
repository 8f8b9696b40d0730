import StreavCrypto
import StreavDomain
import StreavPorts

/// A file that other nodes have, by one version that stands for all their copies.
struct DistantFile: Sendable, Equatable {
    struct Holder: Sendable, Hashable {
        let peer: NodePeer
        /// What this node's copy is called there.
        let version: String
    }

    /// With the version that players see.
    let file: MediaFile
    /// In the order of asking; at least one.
    let holders: [Holder]

    /// Stands for key and version in the cache of blocks.
    var blockName: String {
        SHA256Digest.hash(Array("\(file.key)\n\(file.version)".utf8)).prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// What the answers of several nodes come to.
    ///
    /// Copies of the same size and time of modification are the same file: so `rsync -t` and `cp -p` make them, and so
    /// another node goes on where one has left. The newest file counts. It keeps the version it had, as long as the
    /// node that named it does not say otherwise: what players and the cache have of it stays good.
    ///
    /// - Parameter known: What was known of the file before.
    init?(_ answers: [(peer: NodePeer, file: MediaFile)], known: DistantFile?) {
        let ordered = answers.sorted { $0.peer.id < $1.peer.id }
        guard
            let newest = ordered.max(by: {
                ($0.file.modified, $0.file.size) < ($1.file.modified, $1.file.size)
            })?.file
        else { return nil }
        let same = ordered.filter { $0.file.modified == newest.modified && $0.file.size == newest.size }
        guard let first = same.first else { return nil }
        holders = same.map { Holder(peer: $0.peer, version: $0.file.version) }
        guard let known, known.file.size == newest.size, known.file.modified == newest.modified else {
            file = first.file
            return
        }
        let isContradicted = known.holders.contains { holder in
            holder.version == known.file.version
                && same.contains { $0.peer == holder.peer && $0.file.version != holder.version }
        }
        file = isContradicted ? first.file : known.file
    }
}
