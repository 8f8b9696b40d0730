import StreavPorts

/// One failure of an input: a code for machines and a sentence for people. Never holds credentials.
public struct SourceFailure: Sendable, Equatable, CustomStringConvertible {
    public let reason: SourceFailureReason
    public let message: String

    public init(_ reason: SourceFailureReason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    /// What a ``MediaSource`` threw. The text of an error that is not of the port is left out: it may hold an address.
    public init(_ error: any Error) {
        if let error = error as? MediaSourceError {
            self.init(SourceFailureReason(error.code), error.message)
        } else {
            self.init(.interrupted, "The source failed with \(type(of: error)).")
        }
    }

    public var description: String { "\(reason.rawValue): \(message)" }
}
