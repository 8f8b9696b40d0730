public import StreavDomain

/// A film that is being uploaded, piece by piece.
public struct FilmUpload: Sendable, Hashable {
    /// Letters and digits alone; nobody can guess it.
    public let id: String
    /// What the file was called where it comes from; to be shown, and asked for when the upload is taken up again.
    public let name: String
    /// In bytes, like ``received``.
    public let size: Int64
    public let received: Int64
    public let began: Timestamp

    public init(id: String, name: String, size: Int64, received: Int64, began: Timestamp) {
        self.id = id
        self.name = name
        self.size = size
        self.received = received
        self.began = began
    }
}
