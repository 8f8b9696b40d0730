import StreavAssembly
import StreavDomain
import StreavManagement
import StreavMedia
import StreavSQL
import StreavStore
import StreavStreaming

extension SimulatedWorld {
    /// The live streams by number, with the demo subscriber's addresses.
    func liveStreams(ports: BoundPorts) async -> [ReadyEvent.LiveStream] {
        let all = (try? await platform.database.read { try $0.liveStreams.enabled() }) ?? []
        return all.map { stream in
            ReadyEvent.LiveStream(
                id: stream.id.rawValue, name: stream.details.name, hls: address("live", stream.id, "m3u8", ports),
                ts: address("live", stream.id, "ts", ports))
        }
    }

    /// What the landing page shows now.
    func landing(fleet: SimulatedFleet, ports: BoundPorts) async -> LandingCatalogue {
        let (streams, categories) =
            (try? await platform.database.read { (try $0.liveStreams.enabled(), try $0.categories.all()) }) ?? ([], [])
        let names = Dictionary(categories.map { ($0.id, $0.details.name) }, uniquingKeysWith: { first, _ in first })
        let order = Dictionary(
            categories.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let channels = Dictionary(
            fleet.channels().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var viewers: [StreamID: Int] = [:]
        for session in fleet.sessions() { viewers[session.streamID, default: 0] += 1 }
        let sorted = streams.sorted {
            let left = $0.details.categories.first.flatMap { order[$0] } ?? Int.max
            let right = $1.details.categories.first.flatMap { order[$0] } ?? Int.max
            return (left, $0.details.number) < (right, $1.details.number)
        }
        let movies = await movies()
        return LandingCatalogue(
            streams: sorted.map { stream in
                let channel = channels[stream.id]
                return LandingStream(
                    id: stream.id.rawValue, number: stream.details.number, name: stream.details.name,
                    category: stream.details.categories.first.flatMap { names[$0] } ?? "Your own",
                    hls: address("live", stream.id, "m3u8", ports),
                    transportStream: address("live", stream.id, "ts", ports),
                    codecs: channel?.formats.map(\.codecs).joined(separator: ",") ?? "",
                    state: Self.state(channel), viewers: viewers[.live(stream.id)] ?? 0)
            }, movies: movies.map { $0.landing(self, ports) })
    }

    private static func state(_ channel: ChannelSnapshot?) -> LandingStreamState {
        switch channel?.state {
        case .onAir: .onAir
        case .starting: .starting
        case .idle: .idle
        case .down, nil: .down
        }
    }

    func address<Entity>(
        _ kind: String, _ stream: Identifier<Entity>, _ ending: String, _ ports: BoundPorts
    ) -> String {
        let user = credentials?.subscriberUsername ?? "USERNAME"
        let token = credentials?.subscriberAccessToken ?? "ACCESS-TOKEN"
        return "\(ports.streamingURL)/\(kind)/\(user)/\(token)/\(stream).\(ending)"
    }
}
