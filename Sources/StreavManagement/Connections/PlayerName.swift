/// What a player is called, by what it says of itself.
enum PlayerName {
    private static let players = [
        ("VLC", "VLC"), ("Lavf", "FFmpeg"), ("TiviMate", "TiviMate"), ("IPTVSmarters", "IPTV Smarters"),
        ("Kodi", "Kodi"), ("ExoPlayer", "ExoPlayer"), ("AppleCoreMedia", "Apple player"), ("Roku", "Roku"),
        ("Tizen", "Samsung TV"), ("Web0S", "LG TV"), ("webOS", "LG TV"), ("stagefright", "Android player"),
        ("okhttp", "Android app"), ("Mozilla/", ""),
    ]
    private static let limit = 40

    static func text(_ userAgent: String?) -> String {
        guard let userAgent, !userAgent.isEmpty else { return "–" }
        guard let found = players.first(where: { userAgent.contains($0.0) })?.1 else {
            return String(userAgent.prefix(limit))
        }
        return found.isEmpty ? BrowserName.text(userAgent) : found
    }
}
