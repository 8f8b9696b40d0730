#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Errors that tell how a connection ended.
enum ConnectionFault {
    /// The client closed without reading all: it went away, in its fashion.
    static let reset = ECONNRESET
}
