/// What the API writes of movies and shows.
enum TitleShapes {
    static let movie = Shape(
        name: "Movie",
        members: common + [
            ShapeMember(
                "streamId", .id, nullable: true, "The on-demand stream to play.", example: .integer(10))
        ] + relations)

    static let show = Shape(
        name: "Show",
        members: common + [
            ShapeMember(
                "lastReleaseDate", .dateTime, nullable: true, "Of the latest episode.",
                example: .string("2024-03-01T00:00:00.000Z"))
        ] + relations)

    static let cast = Shape(
        name: "Cast",
        members: [
            ShapeMember("id", .id, "The person's.", example: .integer(5)),
            ShapeMember("name", .text(limit: nil), "", example: .string("Ada Reyes")),
            ShapeMember(
                "profilePictureUrl", .text(limit: nil), nullable: true, "See posterUrl.",
                example: .string("{TMDB_BASE_PATH}/p.jpg")),
            ShapeMember("character", .text(limit: nil), nullable: true, "", example: .string("The conductor")),
        ])

    private static let common = [
        ShapeMember("id", .id, "", example: .integer(1)),
        ShapeMember("title", .text(limit: nil), "", example: .string("Night Train")),
        ShapeMember(
            "overview", .text(limit: nil), nullable: true, "", example: .string("A journey with a stop too many.")),
        ShapeMember(
            "releaseDate", .dateTime, nullable: true, "", example: .string("2024-03-01T00:00:00.000Z")),
        ShapeMember("runtimeMinutes", .integer(0...Int(Int32.max)), nullable: true, "", example: .integer(120)),
        ShapeMember("language", .text(limit: nil), nullable: true, "ISO 639-1.", example: .string("en")),
        ShapeMember(
            "countryCode", .text(limit: nil), nullable: true, "ISO 3166-1, two letters.", example: .string("US")),
        ShapeMember(
            "posterUrl", .text(limit: nil), nullable: true,
            "An absolute address, or one with {TMDB_BASE_PATH} at its start: put "
                + "https://image.tmdb.org/t/p/w500 or another size there.",
            example: .string("{TMDB_BASE_PATH}/a.jpg")),
        ShapeMember(
            "backdropUrl", .text(limit: nil), nullable: true, "See posterUrl.",
            example: .string("{TMDB_BASE_PATH}/b.jpg")),
        ShapeMember("rating", .number(0...10), nullable: true, "", example: .number(7.5)),
        ShapeMember("ratingSource", .text(limit: nil), nullable: true, "", example: .string("TMDB")),
        ShapeMember("director", .text(limit: nil), nullable: true, "", example: .string("Jo Lindqvist")),
    ]

    private static let relations = [
        ShapeMember(
            "genres", .list(.object(CommonShapes.name), limit: nil), optional: true, "When included.",
            example: .array([.object(["id": .integer(1), "name": .string("Drama")])])),
        ShapeMember(
            "casts", .list(.object(cast), limit: nil), optional: true, "When included.",
            example: .array([
                .object([
                    "id": .integer(5), "name": .string("Ada Reyes"),
                    "profilePictureUrl": .string("{TMDB_BASE_PATH}/p.jpg"), "character": .string("The conductor"),
                ])
            ])),
    ]
}
