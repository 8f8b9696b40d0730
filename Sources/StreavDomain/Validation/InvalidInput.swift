/// Input that breaks rules: every rule it breaks, each with the member it is about.
public struct InvalidInput: Error, Hashable, Sendable, CustomStringConvertible {
    public struct Problem: Hashable, Sendable {
        /// The member's path as the API names it, e.g. `bundles[0]`.
        public var field: String
        /// A sentence without the member's name, e.g. "is taken".
        public var message: String

        public init(field: String, message: String) {
            self.field = field
            self.message = message
        }
    }

    public var problems: [Problem]

    public init(_ problems: [Problem] = []) {
        self.problems = problems
    }

    public init(field: String, _ message: String) {
        self.problems = [Problem(field: field, message: message)]
    }

    public var description: String {
        problems.map { "\($0.field) \($0.message)" }.joined(separator: "; ")
    }

    /// Notes a problem unless `isMet`.
    public mutating func require(_ isMet: Bool, _ field: String, _ message: String) {
        if !isMet { problems.append(Problem(field: field, message: message)) }
    }

    /// The same for a list: its length, and that nothing is in it twice.
    mutating func requireList(_ list: [some Hashable], _ field: String, atMost limit: Int) {
        require(list.count <= limit, field, "has \(list.count) entries, at most \(limit) are allowed")
        var seen: Set<AnyHashable> = []
        for (index, entry) in list.enumerated() where !seen.insert(AnyHashable(entry)).inserted {
            require(false, "\(field)[\(index)]", "is there twice")
        }
    }

    /// Throws when anything was noted.
    public func throwIfAny() throws(InvalidInput) {
        if !problems.isEmpty { throw self }
    }
}
