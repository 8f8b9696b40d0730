/// What the API writes of bundles.
enum BundleShapes {
    static let bundle = Shape(name: "Bundle", members: members)

    static let bundleWithContents = Shape(
        name: "BundleWithContents",
        members: members + [
            ShapeMember(
                "liveStreams", .list(.object(numbered), limit: BundleRoutes.includeLimit), optional: true,
                "When included.",
                example: .array([
                    .object(["id": .integer(1), "number": .integer(101), "name": .string("Harbour One")])
                ])),
            ShapeMember(
                "movies", .list(.object(CommonShapes.title), limit: BundleRoutes.includeLimit), optional: true,
                "When included.",
                example: .array([.object(["id": .integer(1), "title": .string("Night Train")])])),
            ShapeMember(
                "shows", .list(.object(CommonShapes.title), limit: BundleRoutes.includeLimit), optional: true,
                "When included.", example: .array([.object(["id": .integer(3), "title": .string("The Quay")])])),
        ])

    static let numbered = Shape(
        name: "Numbered",
        members: [
            ShapeMember("id", .id, "", example: .integer(1)),
            ShapeMember("number", .integer(0...999_999), "The channel number.", example: .integer(101)),
            ShapeMember("name", .text(limit: 200), "", example: .string("Harbour One")),
        ])

    private static let members = [
        ShapeMember("id", .id, "", example: .integer(1)),
        ShapeMember("name", .text(limit: 200), "Unique ignoring case.", example: .string("Basic")),
        ShapeMember("description", .text(limit: 2000), nullable: true, "", example: .null),
        ShapeMember("liveStreamCount", .integer(0...Int(Int32.max)), "", example: .integer(12)),
        ShapeMember("movieCount", .integer(0...Int(Int32.max)), "", example: .integer(40)),
        ShapeMember("showCount", .integer(0...Int(Int32.max)), "", example: .integer(8)),
        ShapeMember("createdAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
        ShapeMember("updatedAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
    ]
}
