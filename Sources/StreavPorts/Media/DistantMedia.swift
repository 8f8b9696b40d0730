/// A file of a media store that lies on another machine, to be had piece by piece.
public protocol DistantMedia: Sendable {
    var file: MediaFile { get }

    /// The beginning of `range`, which is not empty and lies within the file: 1 byte at least, never more than
    /// ``MediaBlockLimits/blockBytes``. `changed` when the file is another one by now, `unavailable` when nobody who
    /// has it answers.
    func piece(of range: Range<Int64>) async throws(MediaStoreError) -> FilePiece
}
