/// What the API writes of seasons and episodes.
enum SeasonShapes {
    static let season = Shape(
        name: "Season",
        members: [
            ShapeMember("number", .integer(0...Int(Int32.max)), "0: specials.", example: .integer(1)),
            ShapeMember("name", .text(limit: nil), nullable: true, "", example: .string("Season 1")),
            ShapeMember("overview", .text(limit: nil), nullable: true, "", example: .string("How it began.")),
            ShapeMember(
                "releaseDate", .dateTime, nullable: true, "", example: .string("2020-01-01T00:00:00.000Z")),
            ShapeMember(
                "posterUrl", .text(limit: nil), nullable: true, "See posterUrl of a movie.",
                example: .string("{TMDB_BASE_PATH}/s.jpg")),
            ShapeMember("backdropUrl", .text(limit: nil), nullable: true, "See posterUrl of a movie.", example: .null),
        ])

    static let episode = Shape(
        name: "Episode",
        members: [
            ShapeMember("number", .integer(0...Int(Int32.max)), "", example: .integer(1)),
            ShapeMember("name", .text(limit: nil), nullable: true, "", example: .string("Pilot")),
            ShapeMember("overview", .text(limit: nil), nullable: true, "", example: .string("Somebody gets off.")),
            ShapeMember(
                "releaseDate", .dateTime, nullable: true, "", example: .string("2020-01-01T00:00:00.000Z")),
            ShapeMember("runtimeMinutes", .integer(0...Int(Int32.max)), nullable: true, "", example: .integer(45)),
            ShapeMember(
                "backdropUrl", .text(limit: nil), nullable: true, "See posterUrl of a movie.",
                example: .string("{TMDB_BASE_PATH}/e.jpg")),
            ShapeMember("streamId", .id, nullable: true, "The on-demand stream to play.", example: .integer(21)),
        ])
}
