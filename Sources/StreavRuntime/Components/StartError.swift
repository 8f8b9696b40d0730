import StreavDelivery
import StreavWeb

/// Why a program did not start although it was told well.
public struct StartError: Error, Sendable, CustomStringConvertible {
    /// A sentence without a full stop.
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    init(wrapping error: any Error) {
        switch error {
        case let error as StartError: self = error
        case let error as WebServerError:
            let sentence = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
            self.init("\(sentence) (\(Setting.listenHost.rawValue), \(Setting.listenPort.rawValue))")
        default: self.init("it ended: \(error)")
        }
    }

    public var description: String { message }
}
