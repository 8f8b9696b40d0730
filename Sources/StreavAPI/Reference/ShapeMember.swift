/// One member of a ``Shape``.
struct ShapeMember: Sendable {
    let name: String
    let type: ShapeType
    /// The value may be null.
    let isNullable: Bool
    /// The member may be left out: from a body, or from an answer in which it was not included.
    let isOptional: Bool
    /// A sentence, for people.
    let summary: String
    let example: JSON

    init(
        _ name: String, _ type: ShapeType, nullable: Bool = false, optional: Bool = false, _ summary: String,
        example: JSON
    ) {
        self.name = name
        self.type = type
        self.isNullable = nullable
        self.isOptional = optional
        self.summary = summary
        self.example = example
    }
}
