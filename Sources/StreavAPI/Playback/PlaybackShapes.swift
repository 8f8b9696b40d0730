/// What the API reads and writes of addresses to play.
enum PlaybackShapes {
    static let body = Shape(
        name: "PlaybackBody",
        members: [
            ShapeMember("streamId", .id, "", example: .integer(10)),
            ShapeMember("subscriberId", .id, "", example: .integer(42)),
            ShapeMember(
                "https", .boolean, nullable: true, optional: true,
                "True: by https wherever the streaming server has that. Left out: as it is reached by default.",
                example: .boolean(true)),
        ])

    static let link = Shape(
        name: "PlaybackLink",
        members: [
            ShapeMember("format", .choice(["hls", "mpegts", "progressive"]), "", example: .string("hls")),
            ShapeMember(
                "fileFormat", .text(limit: nil), nullable: true, "The format of the file; null for HLS.",
                example: .null),
            ShapeMember(
                "url", .text(limit: nil), "Absolute; holds a token, so keep it from others.",
                example: .string("https://tv.example.org/play/AQECAAAACgAAACoAAAAAZfq1Nm8ZbV3y0pTq2c5x9R1/10.m3u8")),
        ])
}
