/// Which tracks of a file go into which rendition.
///
/// One sound goes with the picture. Of several, each is a rendition of its own, and so is the picture: then a player
/// loads what it plays and nothing else.
struct OnDemandLayout: Sendable {
    struct Plan: Sendable {
        var id: String
        var name: String
        var tracks: [Int]
    }

    let video: Int?
    let sounds: [Int]
    let renditions: [Plan]

    init(_ index: MovieIndex) {
        let videos = index.tracks.indices.filter { index.tracks[$0].codec.kind == .video }
        video = videos.first { index.tracks[$0].isEnabled } ?? videos.first
        let sounds = index.tracks.indices.filter { index.tracks[$0].codec.kind == .audio }
        self.sounds = Array(sounds.prefix(OnDemandPackage.maximumSounds))
        let named = Self.names(self.sounds.map { index.tracks[$0] })
        switch (video, self.sounds.count) {
        case (let video?, 0...1):
            renditions = [Plan(id: "v", name: "Video", tracks: [video] + self.sounds)]
        case (let video?, _):
            renditions =
                [Plan(id: "v", name: "Video", tracks: [video])]
                + self.sounds.enumerated().map { Plan(id: "a\($0 + 1)", name: named[$0], tracks: [$1]) }
        case (nil, _):
            renditions = self.sounds.enumerated().map { Plan(id: "a\($0 + 1)", name: named[$0], tracks: [$1]) }
        }
    }

    /// Unique, as players list them.
    private static func names(_ tracks: [MovieTrack]) -> [String] {
        var names: [String] = []
        for (index, track) in tracks.enumerated() {
            var name = track.name ?? track.language ?? "Sound \(index + 1)"
            if names.contains(name) { name += " (\(index + 1))" }
            names.append(name)
        }
        return names
    }
}
