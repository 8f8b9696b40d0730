/// The channels, categories and bundles of the seeded world. Names and texts are our own.
enum Lineup {
    struct Channel: Sendable {
        var number: Int
        var name: String
        var description: String
        var category: String
        var isRadio = false
        var startsOnDemand = false
        /// Clips by name, the best first.
        var clips: [String]
    }

    struct Bundle: Sendable {
        var name: String
        var description: String
        /// Channel numbers in order.
        var channels: [Int]
        /// How many of the catalogue's, from the first one on.
        var movies = 0
        var shows = 0
    }

    static let categories = ["General", "News and knowledge", "Sport and nature", "Music and radio"]

    static let channels: [Channel] = [
        Channel(
            number: 1, name: "Meridian One", description: "The channel everybody starts with.", category: "General",
            clips: ["test-card", "colour-bars"]),
        Channel(
            number: 2, name: "Harbour News", description: "What happened, on the hour and between.",
            category: "News and knowledge", clips: ["colour-bars"]),
        Channel(
            number: 3, name: "Foundry", description: "How things are made, slowly and all the way through.",
            category: "News and knowledge", clips: ["fractal"]),
        Channel(
            number: 4, name: "Lantern Cinema",
            description: "One film every evening, introduced by somebody who loves it.",
            category: "General", clips: ["cells"]),
        Channel(
            number: 5, name: "Terrace Sport", description: "Second divisions, first passions.",
            category: "Sport and nature", clips: ["fractal", "test-card"]),
        Channel(
            number: 6, name: "Little Orbit", description: "For the under-tens and whoever has to watch along.",
            category: "General", clips: ["cells"]),
        Channel(
            number: 7, name: "Saltmarsh", description: "Birds, tides, and nobody talking over them.",
            category: "Sport and nature", clips: ["test-card"]),
        Channel(
            number: 8, name: "Northlight", description: "Long nights, long documentaries.",
            category: "News and knowledge", startsOnDemand: true, clips: ["colour-bars"]),
        Channel(
            number: 9, name: "Copper Strings", description: "Concerts from halls you have walked past.",
            category: "Music and radio", clips: ["fractal"]),
        Channel(
            number: 10, name: "Vesper HEVC", description: "The same evening in H.265.", category: "General",
            clips: ["gradients"]),
        Channel(
            number: 11, name: "Velodrome", description: "Round and round, with commentary.",
            category: "Sport and nature", startsOnDemand: true, clips: ["test-card"]),
        Channel(
            number: 12, name: "Radio Palisade", description: "One chord, held with conviction.",
            category: "Music and radio", isRadio: true, clips: ["radio"]),
    ]

    static let bundles: [Bundle] = [
        Bundle(
            name: "Essential", description: "What every household gets.", channels: [1, 2, 4, 6, 12],
            movies: 12, shows: 1),
        Bundle(
            name: "Sport and nature", description: "Outdoors, from indoors.", channels: [5, 7, 11]),
        Bundle(
            name: "Complete", description: "Every channel, film and show.",
            channels: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            movies: .max, shows: .max),
    ]
}
