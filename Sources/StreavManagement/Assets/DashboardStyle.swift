/// The style sheet of the dashboard: one file, made of parts that belong together.
enum DashboardStyle {
    static let text = [
        tokens, frame, controls, lists, parts,
        catalogue,
        liveStreams,
        bundles,
        subscribers,
        overview,
        platform,
        narrow,
    ].joined(separator: "\n")
}
