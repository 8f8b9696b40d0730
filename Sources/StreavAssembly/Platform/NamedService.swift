public import ServiceLifecycle

/// A service that says its name and nothing of what it holds: the service group writes descriptions into the log, and
/// secrets must not be among them.
public protocol NamedService: Service, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension NamedService {
    public var description: String { "\(Self.self)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
