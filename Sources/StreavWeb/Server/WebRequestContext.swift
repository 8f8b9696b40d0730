public import Hummingbird
public import NIOCore

/// What a handler knows of a request besides its head and body.
public struct WebRequestContext: RequestContext {
    public var coreContext: CoreRequestContextStorage

    /// The other end of the connection; never taken from a header.
    public let peer: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }

    /// Bodies that handlers decode. ``WebServerConfiguration/maximumBodyBytes`` holds before this does.
    public var maxUploadSize: Int { 1024 * 1024 }
}
