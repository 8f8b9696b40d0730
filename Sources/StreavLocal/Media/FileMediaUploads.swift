public import StreavDomain
public import StreavPorts

/// Files that are uploaded piece by piece into a media folder of this machine. Pieces are gathered in a hidden folder
/// of it, so that a whole file comes into its place at once.
public struct FileMediaUploads: Sendable {
    public struct Upload: Sendable, Hashable {
        /// Letters and digits, which nobody can guess.
        public let id: String
        public let name: String
        /// In bytes, like ``received``.
        public let size: Int64
        public let received: Int64
        public let began: Timestamp
    }

    public enum Failure: Error, Sendable, Equatable {
        case notFound
        /// Pieces come in order; this many bytes are there.
        case wrongOffset(received: Int64)
        case tooLarge
        case tooMany
        case diskFull
        /// Nothing is left of the name, or it does not end as ``endings`` do.
        case badName
        case unavailable(String)
    }

    /// In bytes.
    public static let sizeLimit: Int64 = 64 << 30
    /// Of uploads that are not finished.
    public static let countLimit = 16
    /// After the last piece of one that is never finished.
    public static let lifetime: Duration = .seconds(86_400)
    public static let endings = ["mp4", "m4v", "mov"]

    private let files: UploadFolder
    private let lane: BlockingLane

    /// - Parameters:
    ///   - root: The media folder; it must be there.
    ///   - folder: Where in it finished files go: one component of a key.
    ///   - entropy: Must be cryptographic: who knows an id may go on with the upload.
    public init(root: String, folder: String, entropy: any Entropy) {
        precondition(MediaKey.isLegalComponent(folder.utf8), "a folder is one component of a key")
        files = UploadFolder(root: root, folder: folder, entropy: entropy)
        // One after the other: two pieces of one file must not meet.
        lane = BlockingLane("media.uploads", width: 1)
    }

    /// - Parameter name: What the file is called where it comes from. A path in it does not count.
    public func begin(_ name: String, size: Int64, now: Timestamp) async throws(Failure) -> Upload {
        try await lane.run(slot: 0) { [files] () throws(Failure) in try files.begin(name, size: size, now: now) }
    }

    /// The oldest first. Those that nobody went on with for ``lifetime`` are forgotten.
    public func unfinished(now: Timestamp) async throws(Failure) -> [Upload] {
        try await lane.run(slot: 0) { [files] () throws(Failure) in try files.unfinished(now: now) }
    }

    /// Puts a piece behind what is there.
    public func append(_ bytes: [UInt8], at offset: Int64, to id: String) async throws(Failure) -> Upload {
        try await lane.run(slot: 0) { [files] () throws(Failure) in try files.append(bytes, at: offset, to: id) }
    }

    /// Puts a whole file into its place, never over another.
    ///
    /// - Returns: The key of the file.
    public func finish(_ id: String) async throws(Failure) -> String {
        try await lane.run(slot: 0) { [files] () throws(Failure) in try files.finish(id) }
    }

    public func cancel(_ id: String) async throws(Failure) {
        try await lane.run(slot: 0) { [files] () throws(Failure) in try files.cancel(id) }
    }
}
