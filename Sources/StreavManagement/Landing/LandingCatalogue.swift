/// What the landing page shows, at one moment.
public struct LandingCatalogue: Sendable, Equatable {
    /// In the order of the page; categories appear in the order of their first stream.
    public var streams: [LandingStream]

    public init(streams: [LandingStream]) {
        self.streams = streams
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

    /// Where the streams are played from: scheme, host and port, each once, in order.
    var mediaOrigins: [String] {
        var origins: [String] = []
        for address in streams.flatMap({ [$0.hls, $0.transportStream] }) {
            guard let origin = Self.origin(of: address), !origins.contains(origin) else { continue }
            origins.append(origin)
        }
        return origins
    }

    private static func origin(of address: String) -> String? {
        guard let scheme = ["http://", "https://"].first(where: { address.hasPrefix($0) }) else { return nil }
        let authority = address.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return authority.isEmpty ? nil : scheme + authority
    }
}
