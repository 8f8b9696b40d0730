/// What the API writes of live streams. Sources and their addresses are no part of it.
enum LiveStreamShapes {
    static let liveStream = Shape(name: "LiveStream", members: members)

    static let liveStreamWithRelations = Shape(
        name: "LiveStreamWithRelations",
        members: members + [
            ShapeMember(
                "categories", .list(.object(CommonShapes.name), limit: nil), optional: true, "When included.",
                example: .array([.object(["id": .integer(2), "name": .string("News")])])),
            ShapeMember(
                "bundles", .list(.object(CommonShapes.name), limit: nil), optional: true, "When included.",
                example: .array([.object(["id": .integer(1), "name": .string("Basic")])])),
        ])

    private static let members = [
        ShapeMember("id", .id, "", example: .integer(1)),
        ShapeMember(
            "number", .integer(0...999_999), "The channel number; need not be unique.", example: .integer(101)),
        ShapeMember("name", .text(limit: 200), "", example: .string("Harbour One")),
        ShapeMember("description", .text(limit: 2000), nullable: true, "", example: .null),
        ShapeMember(
            "logoUrl", .text(limit: nil), nullable: true, "", example: .string("https://images.example.org/1.png")),
        ShapeMember(
            "guideChannelId", .text(limit: nil), nullable: true, "The XMLTV id of its guide.",
            example: .string("harbour.one")),
        ShapeMember("isAdult", .boolean, "", example: .boolean(false)),
        ShapeMember("isRadio", .boolean, "", example: .boolean(false)),
        ShapeMember("archiveDays", .integer(0...365), "0: it keeps no archive.", example: .integer(7)),
        ShapeMember("createdAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
        ShapeMember("updatedAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
    ]
}
