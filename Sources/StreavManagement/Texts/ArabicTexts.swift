/// Arabic, which is written from right to left.
enum ArabicTexts {
    static let messages = Texts.read([
        frame, access, users, activity, overview,
        liveStreams,
        categories,
        catalogue,
        titles,
        bundles,
        subscribers,
        connections,
        servers,
        applications,
        settings,
    ])
}
