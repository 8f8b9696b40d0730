import StreavDomain

/// What the API reads and writes of subscribers.
enum SubscriberShapes {
    // What a text must look like; not all that does is taken, as a name may be, that is another's or reserved.
    /// Not dots alone.
    private static let usernamePattern = #"^\.*[A-Za-z0-9_@-][A-Za-z0-9._@-]*$"#
    private static let emailPattern = #"^[^@\s]+@[^@\s]+$"#
    private static let networkPattern = "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"
    /// No zero character.
    private static let textPattern = #"^[^\u0000]*$"#
    /// No control characters, no breaks of lines and paragraphs.
    private static let linePattern = #"^[^\u0000-\u001F\u007F-\u009F\u2028\u2029]+$"#
    private static let countryPattern = "^[A-Za-z]{2}$"

    /// The body of a creation, a replacement or a merge; each member may be left out.
    static let body = Shape(
        name: "SubscriberBody",
        members: [
            ShapeMember(
                "username", .text(limit: 64, pattern: usernamePattern), nullable: true,
                optional: true,
                "Generated when left out of a creation, kept when left out of a change. Letters, digits and . _ @ -, "
                    + "unique ignoring case.", example: .string("viewer-42")),
            ShapeMember(
                "email", .text(limit: 254, pattern: emailPattern), nullable: true, optional: true,
                "Need not be unique.",
                example: .string("viewer@example.org")),
            ShapeMember(
                "expiresAt", .dateTime, nullable: true, optional: true, "Null: never. The past is allowed.",
                example: .string("2034-04-22T17:33:02.123Z")),
            ShapeMember(
                "maxConnections", .integer(SubscriberDetails.maxConnectionsRange), nullable: true, optional: true,
                "Connections at once; 1 by default.", example: .integer(3)),
            ShapeMember(
                "isTrial", .boolean, nullable: true, optional: true, "False by default.", example: .boolean(false)),
            ShapeMember(
                "note", .text(limit: SubscriberDetails.noteLimit, pattern: textPattern), nullable: true, optional: true,
                "For administrators.",
                example: .string("from the shop")),
            ShapeMember(
                "hls", .boolean, nullable: true, optional: true, "May play HLS; true by default.",
                example: .boolean(true)),
            ShapeMember(
                "mpegTs", .boolean, nullable: true, optional: true, "May play MPEG-TS; true by default.",
                example: .boolean(true)),
            ShapeMember(
                "bundles", .list(.id, limit: SubscriberDetails.listLimit, isDistinct: true), nullable: true,
                optional: true,
                "Ids in order of priority.", example: .array([.integer(1)])),
            ShapeMember(
                "ipAddresses",
                .list(
                    .text(limit: nil, pattern: networkPattern), limit: SubscriberDetails.listLimit, isDistinct: true),
                nullable: true, optional: true, "Addresses and CIDR blocks that it may play from. Empty: any.",
                example: .array([.string("192.0.2.0/24")])),
            ShapeMember(
                "userAgents",
                .list(.text(limit: 255, pattern: linePattern), limit: SubscriberDetails.listLimit, isDistinct: true),
                nullable: true, optional: true,
                "Parts of user agents, of which one must occur, ignoring case. Empty: any.",
                example: .array([.string("VLC")])),
            ShapeMember(
                "countries",
                .list(
                    .text(limit: 2, pattern: countryPattern), limit: SubscriberDetails.countryLimit, isDistinct: true),
                nullable: true, optional: true,
                "ISO 3166-1 codes of two letters that it may play in. Empty: any.",
                example: .array([.string("DE")])),
            ShapeMember(
                "statusId", .integer(1...3), nullable: true, optional: true,
                "1 active, 2 disabled, 3 banned; kept when left out of a change.", example: .integer(1)),
        ])

    static let subscriber = Shape(
        name: "Subscriber",
        members: [
            ShapeMember("id", .id, "Never used again.", example: .integer(42)),
            ShapeMember("username", .text(limit: 64), "What players sign in with.", example: .string("viewer-42")),
            ShapeMember("email", .text(limit: 254), nullable: true, "", example: .string("viewer@example.org")),
            ShapeMember(
                "accessToken", .text(limit: nil), "What players sign in with: as secret as a password.",
                example: .string("1KdYn0w3xT5bQeRz7Lm2Vp")),
            ShapeMember("statusId", .integer(1...3), "1 active, 2 disabled, 3 banned.", example: .integer(1)),
            ShapeMember(
                "expiresAt", .dateTime, nullable: true, "Null: never.", example: .string("2034-04-22T17:33:02.123Z")),
            ShapeMember(
                "maxConnections", .integer(SubscriberDetails.maxConnectionsRange), "Connections at once.",
                example: .integer(3)),
            ShapeMember("isTrial", .boolean, "", example: .boolean(false)),
            ShapeMember(
                "note", .text(limit: SubscriberDetails.noteLimit), nullable: true, "", example: .string("from the shop")
            ),
            ShapeMember("hls", .boolean, "May play HLS.", example: .boolean(true)),
            ShapeMember("mpegTs", .boolean, "May play MPEG-TS.", example: .boolean(true)),
            ShapeMember("createdAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
            ShapeMember("updatedAt", .dateTime, "", example: .string("2024-03-20T16:28:54.442Z")),
            ShapeMember(
                "bundles", .list(.object(CommonShapes.name), limit: nil), optional: true, "When included, in order.",
                example: .array([.object(["id": .integer(1), "name": .string("Basic")])])),
            ShapeMember(
                "ipAddresses", .list(.text(limit: nil), limit: nil), optional: true, "When included.",
                example: .array([.string("192.0.2.0/24")])),
            ShapeMember(
                "userAgents", .list(.text(limit: nil), limit: nil), optional: true, "When included.",
                example: .array([.string("VLC")])),
            ShapeMember(
                "countries", .list(.text(limit: 2), limit: nil), optional: true, "When included.",
                example: .array([.string("DE")])),
        ])
}
