/// Bounds on what a request may cost before it is refused.
public struct RequestLimits: Sendable {
    /// The longest method that is a well-formed request; longer is 400.
    public static let maximumMethodLength = 32
    /// Bytes of extensions after a chunk's size, which are skipped.
    public static let maximumChunkExtensionBytes = 128
    /// Digits of a chunk's size.
    public static let maximumChunkSizeDigits = 8
    /// Chunks of one content, so that a byte a chunk does not cost more than the content is worth.
    public static let maximumChunks = 256
    /// Empty lines before a request line (RFC 9112 section 2.2 asks to ignore at least one).
    public static let maximumLeadingEmptyLines = 1

    /// Method, target and version; longer is 414.
    public var maximumRequestLineBytes = 8 * 1_024
    /// All header lines with their line ends; more is 431. Request line and header together stay below 64 KiB.
    public var maximumHeaderBytes = 16 * 1_024
    /// Header lines; more is 431.
    public var maximumHeaderFields = 64
    /// Content of a form; more is 413.
    public var maximumBodyBytes = 16 * 1_024
    /// Bytes of further requests read while one is being answered; beyond it reading stops.
    public var maximumPipelinedBytes = 64 * 1_024

    public init() {}
}
