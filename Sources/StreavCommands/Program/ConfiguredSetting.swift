/// One setting, as `config` shows it.
public struct ConfiguredSetting: Sendable, Equatable {
    public enum Origin: String, Sendable {
        case environment, standard, folder, unset
    }

    public var name: String
    /// What it says; nil where nothing is, and of a secret what may be shown.
    public var value: String?
    public var origin: Origin
    /// Which programs read it.
    public var readers: [String]
    /// A sentence without a full stop; nil where nothing is wrong.
    public var problem: String?

    public init(name: String, value: String?, origin: Origin, readers: [String], problem: String? = nil) {
        self.name = name
        self.value = value
        self.origin = origin
        self.readers = readers
        self.problem = problem
    }
}
