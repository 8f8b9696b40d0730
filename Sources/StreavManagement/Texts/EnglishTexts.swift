/// English, which is complete: whatever another language lacks is taken from here. Each resource has a file of its own.
enum EnglishTexts {
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
