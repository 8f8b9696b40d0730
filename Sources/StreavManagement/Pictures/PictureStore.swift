public import StreavPorts

/// Where posters and portraits are kept: files of the media root below `images/`, which the streaming port gives to
/// everybody who knows their address.
public struct PictureStore: Sendable {
    /// The platform's media, to read from.
    public let media: any MediaStore
    /// Writes a file that is not there yet, whole or not at all.
    ///
    /// The key is one of ``StreavPorts/MediaKey``, below `images/`. Nil: pictures are shown, none can be uploaded.
    public let write: (@Sendable (_ bytes: [UInt8], _ key: String) async throws(MediaStoreError) -> Void)?

    public init(
        media: any MediaStore,
        write: (@Sendable (_ bytes: [UInt8], _ key: String) async throws(MediaStoreError) -> Void)?
    ) {
        self.media = media
        self.write = write
    }
}
