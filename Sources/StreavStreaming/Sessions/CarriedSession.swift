import StreavDomain
import StreavPorts

/// What another node, or this one after a restart, must know of an on-demand HLS session to take it up again: kept in
/// the shared cache under its player's address, for as long as a dormant one is remembered.
struct CarriedSession: Sendable, Equatable {
    let id: String
    let subscriber: SubscriberID
    /// In lower case; nil where a playback token was shown.
    let username: String?
    /// The keyed hash of what was shown.
    let hash: [UInt8]
    let tokenExpiry: Timestamp?

    /// The first field of the text.
    private static let form = "1"
    /// Longer texts are not ours.
    private static let maximumBytes = 1_024

    init(_ record: SessionRecord) {
        id = record.id
        subscriber = record.subscriber
        hash = record.credential.hash
        tokenExpiry = record.tokenExpiry
        switch record.credential.kind {
        case .pair(let name): username = name
        case .playbackToken: username = nil
        }
    }

    /// Nil for anything but what ``bytes`` gives.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.maximumBytes, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        // The name comes last: whatever may be in it, no field follows.
        let fields = text.split(separator: "\n", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == Self.form, SessionID.isWellFormed(fields[1]),
            let subscriber = Int32(fields[2]), let hash = Self.decode(fields[3])
        else { return nil }
        id = String(fields[1])
        self.subscriber = SubscriberID(subscriber)
        self.hash = hash
        if fields[4].isEmpty {
            tokenExpiry = nil
        } else {
            guard let expiry = Int64(fields[4]) else { return nil }
            tokenExpiry = Timestamp(milliseconds: expiry)
        }
        username = fields[5].isEmpty ? nil : String(fields[5])
        // Either a name, or a token and its end.
        guard (username == nil) == (tokenExpiry != nil) else { return nil }
    }

    var bytes: [UInt8] {
        let digits = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let expiry = tokenExpiry.map { "\($0.milliseconds)" } ?? ""
        return Array([Self.form, id, "\(subscriber)", digits, expiry, username ?? ""].joined(separator: "\n").utf8)
    }

    var credential: SessionCredential {
        SessionCredential(kind: username.map { .pair(username: $0) } ?? .playbackToken, hash: hash)
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        return bytes.count == 32 ? bytes : nil
    }
}
