/// Why a program does not start as it is told to. Never holds a secret.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A sentence that says what to do, without a full stop.
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    init(_ setting: Setting, _ problem: String) {
        message = "\(setting.rawValue) \(problem)"
    }

    public var description: String { message }
}
