import StreavWeb

/// A state in a word, with a dot of its colour.
struct Badge: Sendable {
    enum Tone: String, Sendable {
        case good, wait, bad, rest, accent
    }

    static func html(_ text: String, _ tone: Tone) -> HTML {
        "<span class=\"badge \(tone.rawValue)\"><span class=\"dot\" aria-hidden=\"true\"></span>\(text)</span>"
    }

    /// Without a dot: a kind rather than a state.
    static func plain(_ text: String) -> HTML { "<span class=\"badge plain\">\(text)</span>" }
}
