/// The names of a result's columns, shared by its rows.
public final class SQLColumns: Sendable {
    public let names: [String]

    public init(names: [String]) {
        self.names = names
    }
}
