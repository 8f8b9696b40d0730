/// A file of a media store, open for sending, wherever it lies.
public enum OpenedMedia: Sendable {
    case here(MediaHandle)
    case distant(any DistantMedia)

    public var file: MediaFile {
        switch self {
        case .here(let handle): handle.file
        case .distant(let media): media.file
        }
    }
}
