/// Light or dark.
enum Theme: String, CaseIterable, Sendable {
    case system
    case light
    case dark
}
