/// Why a file cannot be played from.
public struct MovieError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for programs.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file is none of the ISO base media family (ISO/IEC 14496-12).
        case notMovie
        /// The file ends before its boxes do, or samples lie beyond its end.
        case truncated
        /// Boxes contradict each other or their own sizes.
        case malformed
        /// A bound of ``MovieLimits`` is passed.
        case tooLarge
        /// Well formed, but in a way that is not read.
        case unsupported
        /// A track is encrypted (ISO/IEC 23001-7).
        case encrypted
        /// Nothing in the file is H.264, H.265 or AAC; the message says what was found instead.
        case noPlayableTrack
    }

    /// What went wrong, for programs.
    public let code: Code
    /// What went wrong, for an operator: a sentence without a full stop.
    public let message: String

    /// - Parameter message: A sentence without a full stop.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.rawValue): \(message)" }
}
