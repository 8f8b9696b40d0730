/// The subscribers of the seeded world: one for every rule that admission knows, and a crowd of ordinary ones.
struct Household: Sendable {
    var username: String
    var bundles: [String] = ["Complete"]
    var maxConnections = 2
    /// From now, in days; negative is past, nil unlimited.
    var expiresInDays: Int?
    var isTrial = false
    var status = Status.active
    var hls = true
    var mpegTs = true
    var networks: [String] = []
    var userAgents: [String] = []
    var countries: [String] = []
    var note: String?

    enum Status: Sendable { case active, disabled, banned }

    /// The one whose credentials are in every address that the simulator prints.
    static let demoName = "demo"

    /// In this order, so that the first has id 1.
    static let all: [Household] = named + crowd

    private static let named: [Household] = [
        Household(
            username: demoName, maxConnections: 10_000, note: "The credentials in the addresses printed at start."),
        Household(username: "trial", bundles: ["Essential"], maxConnections: 1, expiresInDays: 2, isTrial: true),
        Household(username: "expired", expiresInDays: -3),
        Household(username: "disabled", status: .disabled),
        Household(username: "banned", status: .banned),
        Household(username: "limited", maxConnections: 1, note: "One connection."),
        Household(username: "essential", bundles: ["Essential"]),
        Household(username: "sporty", bundles: ["Essential", "Sport and nature"]),
        Household(username: "nothing", bundles: [], note: "No bundle."),
        Household(username: "hls-only", mpegTs: false),
        Household(username: "ts-only", hls: false),
        Household(username: "at-home", networks: ["203.0.113.0/24", "2001:db8:7::/48"], note: "One network."),
        Household(username: "on-loopback", networks: ["127.0.0.0/8", "::1"], note: "This machine only."),
        Household(username: "vlc-only", userAgents: ["VLC"]),
        Household(username: "abroad", countries: ["PT", "ES"], note: "Two countries."),
        Household(username: "unlimited", maxConnections: 10_000),
        Household(username: "ends-soon", expiresInDays: 1),
    ]

    private static let crowd: [Household] = {
        let names = [
            "abbott", "acosta", "bergstrom", "calloway", "castellan", "delacroix", "eriksen", "falkner", "fairweather",
            "galante", "hathaway", "ibsen", "jansky", "kestrel", "lindqvist", "marchetti", "nakamura", "oconnell",
            "petrov", "quimby", "rosenthal", "santoro", "tamura", "underhill", "vasquez", "whitlock", "xanthos",
            "yardley", "zielinski", "ashdown", "bellamy", "corrigan", "dunmore",
        ]
        return names.enumerated().map { index, name in
            Household(
                username: name, bundles: index % 3 == 0 ? ["Essential"] : ["Essential", "Complete"],
                maxConnections: 1 + index % 4, expiresInDays: index % 5 == 0 ? nil : 30 + index * 7)
        }
    }()
}
