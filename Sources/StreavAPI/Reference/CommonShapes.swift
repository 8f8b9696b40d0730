/// What several resources have in common.
enum CommonShapes {
    static let name = Shape(
        name: "Named",
        members: [
            ShapeMember("id", .id, "", example: .integer(1)),
            ShapeMember("name", .text(limit: 200), "", example: .string("Basic")),
        ])

    static let title = Shape(
        name: "Titled",
        members: [
            ShapeMember("id", .id, "", example: .integer(1)),
            ShapeMember("title", .text(limit: nil), "", example: .string("Night Train")),
        ])
}
