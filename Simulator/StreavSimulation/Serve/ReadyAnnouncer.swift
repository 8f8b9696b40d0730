import ServiceLifecycle
import StreavAssembly
import StreavDomain
import StreavPorts
import StreavStreaming

/// Says that the platform is ready once all three servers listen: a line of JSON for programs, a few for people.
struct ReadyAnnouncer: NamedService {
    let world: SimulatedWorld
    let fleet: SimulatedFleet
    let ports: BoundPorts
    let events: EventLog
    let clock: StreavClock
    let started: MonotonicInstant
    /// Begins once the platform is ready; the platform ends with it.
    let companion: (@Sendable (SimulatedWorld, SimulatedFleet, ReadyEvent) async -> Void)?

    private static let flushInterval: Duration = .milliseconds(50)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let management = await ports.management.value(), let api = await ports.api.value() else { return }
            let ready = await announce(management: management, api: api)
            if let companion { return await companion(world, fleet, ready) }
            await reportChannels()
        }
    }

    private func announce(management: Int, api: Int) async -> ReadyEvent {
        let credentials = world.credentials
        let seconds = (clock.monotonicNow - started).inMilliseconds / 1000
        let ready = ReadyEvent(
            seconds: (seconds * 1000).rounded() / 1000, management: "http://\(ports.host):\(management)",
            api: "http://\(ports.host):\(api)", streaming: ports.streamingURL,
            admin: credentials.flatMap {
                $0.adminUsername.isEmpty ? nil : .init(username: $0.adminUsername, password: $0.adminPassword)
            },
            oauth: credentials.flatMap {
                $0.oauthClientId.isEmpty
                    ? nil : .init(clientId: $0.oauthClientId, clientSecret: $0.oauthClientSecret)
            },
            subscriber: credentials.map {
                .init(id: $0.subscriberId, username: $0.subscriberUsername, accessToken: $0.subscriberAccessToken)
            },
            liveStreams: await world.liveStreams(ports: ports), movies: await world.movies(ports: ports))
        events.write(ready, isCertain: true)
        while !events.flush() {
            guard (try? await clock.sleep(for: Self.flushInterval)) != nil else { return ready }
        }
        guard companion == nil else { return ready }
        StandardError.write(
            """
            Streav is ready after \(ready.seconds) s.
              watch       \(ready.management)
              dashboard   \(ready.management)/sign-in\(ready.admin.map { " as \($0.username), \($0.password)" } ?? "")
              streaming   \(ready.streaming)
              API         \(ready.api)
              first one   \(ready.liveStreams.first.map { "ffplay \($0.hls)" } ?? "no live stream yet")
            Stop with Ctrl-C.

            """)
        return ready
    }

    /// A line when a live stream goes on air or down.
    private func reportChannels() async {
        var known: [Int32: String] = [:]
        while (try? await clock.sleep(for: .seconds(1))) != nil {
            events.flush()
            for channel in fleet.channels() {
                let id = channel.id.rawValue
                let state = channel.state.rawValue
                guard known[id] != state else { continue }
                known[id] = state
                let failure = channel.sources?.sources.compactMap(\.lastFailure).last
                events.write(
                    NotableEvent(
                        event: "live-stream.\(state)", stream: id,
                        detail: channel.state == .down || channel.state == .starting ? failure?.message : nil))
            }
        }
    }
}

extension Duration {
    fileprivate var inMilliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1000 + Double(attoseconds) * 1e-15
    }
}
