/// A name that a route reads from the query.
struct QueryParameter: Sendable {
    let name: String
    let type: ShapeType
    /// May be given several times.
    let isRepeatable: Bool
    /// A sentence, for people.
    let summary: String

    init(_ name: String, _ type: ShapeType, repeatable: Bool = false, _ summary: String) {
        self.name = name
        self.type = type
        self.isRepeatable = repeatable
        self.summary = summary
    }

    static let paging = [
        QueryParameter("page", .integer(1...Int(Int32.max)), "The page, from 1 on; 1 by default."),
        QueryParameter(
            "pageSize", .integer(1...Int(Int32.max)), "Entries of a page; 25 by default, more than 100 is cut to 100."),
    ]

    static func sorting(_ fields: [String], byDefault: String = "id") -> QueryParameter {
        QueryParameter(
            "sortBy", .choice(fields.flatMap { [$0, "\($0)_desc"] }),
            "The order, descending with _desc; by \(byDefault) by default. What has no value comes last.")
    }

    static func include(_ relations: [String]) -> QueryParameter {
        QueryParameter(
            "include", .choice(relations), repeatable: true, "What to add; repeat it, or separate by commas.")
    }
}
