/// The rule for usernames of subscribers and users. They travel in paths, hence the narrow alphabet.
public enum Username {
    /// First path segments of the streaming server, which no username may be.
    public static let reserved: Set<String> = [
        "live", "movie", "series", "play", "media", "images", "timeshift", "streaming", "hdhr", "player_api.php",
        "get.php",
        "xmltv.php", "panel_api.php", "healthz", "readyz", "metrics",
    ]

    /// 1 to 64 of `[A-Za-z0-9._@-]`, not dots alone, not ``reserved`` in any case.
    public static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isAllowed) && text.utf8.contains { $0 != 0x2E }
            && !reserved.contains(folded(text))
    }

    /// What a username is looked up by: case does not count.
    public static func folded(_ text: some StringProtocol) -> String {
        text.lowercased()
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "@"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
