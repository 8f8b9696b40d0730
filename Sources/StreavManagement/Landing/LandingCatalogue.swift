/// What the landing page shows, at one moment.
public struct LandingCatalogue: Sendable, Equatable {
    /// In the order of the page; categories appear in the order of their first stream.
    public var streams: [LandingStream]
    /// In the order of the page.
    public var movies: [LandingMovie]

    public init(streams: [LandingStream], movies: [LandingMovie] = []) {
        self.streams = streams
        self.movies = movies
    }

    /// The streams by category, both in their order.
    var categories: [(name: String, streams: [LandingStream])] {
        var order: [String] = []
        var members: [String: [LandingStream]] = [:]
        for stream in streams {
            if members[stream.category] == nil { order.append(stream.category) }
            members[stream.category, default: []].append(stream)
        }
        return order.map { ($0, members[$0] ?? []) }
    }

    /// Where all this is played from: scheme, host and port, each once, in order.
    var mediaOrigins: [String] {
        var origins: [String] = []
        let addresses =
            streams.flatMap { [$0.hls, $0.transportStream] } + movies.flatMap { [$0.hls, $0.file, $0.poster ?? ""] }
        for address in addresses {
            guard let origin = Self.origin(of: address), !origins.contains(origin) else { continue }
            origins.append(origin)
        }
        return origins
    }

    static func origin(of address: String) -> String? {
        guard let scheme = ["http://", "https://"].first(where: { address.hasPrefix($0) }) else { return nil }
        let authority = address.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return authority.isEmpty ? nil : scheme + authority
    }
}
