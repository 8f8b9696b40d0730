/// Anything that has an id and a name, where no more of it is needed.
public struct NamedEntry: Hashable, Sendable {
    public let id: Int32
    public let name: String

    public init(id: Int32, name: String) {
        self.id = id
        self.name = name
    }
}
