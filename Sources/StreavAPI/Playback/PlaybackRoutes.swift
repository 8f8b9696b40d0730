import HTTPTypes
import StreavControl
import StreavCrypto
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// Addresses to play: of live and of on-demand streams.
struct PlaybackRoutes: Sendable {
    let links: PlaybackLinks

    var routes: [Route] {
        [
            route(
                "/v1/live-streams/urls", scope: .liveStreamRead, name: "getLiveStreamURLs", group: "Live streams",
                action: live),
            route(
                "/v1/on-demand-streams/urls", scope: .onDemandStreamRead, name: "getOnDemandStreamURLs",
                group: "On-demand streams", action: onDemand),
        ]
    }

    private func route(
        _ path: StaticString, scope: OAuthScope, name: String, group: String, action: Route.Action
    ) -> Route {
        Route(
            method: .post, path: RoutePath(path), scopes: [scope], name: name, group: group,
            title: "Addresses that a subscriber can play",
            summary: "The preferred first. They are good for twelve hours and no longer than the subscription. Status, "
                + "expiry and bundle are judged here, the place and the player when it is played.",
            body: PlaybackShapes.body, answer: .list(of: PlaybackShapes.link), action: action)
    }

    /// What a body asks for.
    private struct Wish<Entity>: Sendable {
        let stream: Identifier<Entity>
        let subscriber: SubscriberID
        let isSecure: Bool

        init(_ call: APICall) throws {
            var reader = try BodyReader(call.body, shape: PlaybackShapes.body)
            let stream = reader.id("streamId", of: Entity.self)
            let subscriber = reader.id("subscriberId", of: Entities.Subscriber.self)
            isSecure = reader.boolean("https").resolve(omitted: false, null: false)
            try reader.problems.throwIfAny()
            guard let stream, let subscriber else { preconditionFailure("a missing id is a problem") }
            self.stream = stream
            self.subscriber = subscriber
        }
    }

    private var live: Route.Action {
        .read { call in
            let wish = try Wish<Entities.LiveStream>(call)
            return { connection in
                let stream = try connection.catalogue.liveStream(wish.stream)
                let subscriber = try entitled(wish, isStreamThere: stream != nil, call, connection)
                guard try connection.entitlements.isEntitled(wish.subscriber, to: wish.stream) else {
                    throw APIProblem.denied(.streamNotInBundle)
                }
                guard subscriber.details.allowsHLS || subscriber.details.allowsTransportStream else {
                    throw APIProblem.denied(.formatNotAllowed)
                }
                let address = address(
                    .live, wish.stream.rawValue, subscriber,
                    node: try connection.assignments.publicURL(of: wish.stream), isSecure: wish.isSecure, call)
                return .array(
                    (subscriber.details.allowsHLS ? [Self.link("hls", nil, address + ".m3u8")] : [])
                        + (subscriber.details.allowsTransportStream
                            ? [Self.link("mpegts", "ts", address + ".ts")] : []))
            }
        }
    }

    private var onDemand: Route.Action {
        .read { call in
            let wish = try Wish<Entities.OnDemandStream>(call)
            return { connection in
                let stream = try connection.catalogue.onDemandStream(wish.stream)
                let subscriber = try entitled(wish, isStreamThere: stream != nil, call, connection)
                let kind = try kind(wish, connection)
                let address = address(kind, wish.stream.rawValue, subscriber, isSecure: wish.isSecure, call)
                let format = stream?.fileFormat ?? "mp4"
                return .array(
                    (subscriber.details.allowsHLS ? [Self.link("hls", nil, address + ".m3u8")] : [])
                        + [Self.link("progressive", format, "\(address).\(format)")])
            }
        }
    }

    /// The subscriber, when it may play anything at all.
    private func entitled<Entity>(
        _ wish: Wish<Entity>, isStreamThere: Bool, _ call: APICall, _ connection: any DatabaseConnection
    ) throws -> Subscriber {
        let subscriber = try connection.subscribers.find(wish.subscriber)
        var problems = InvalidInput()
        problems.require(isStreamThere, "streamId", "does not exist")
        problems.require(subscriber != nil, "subscriberId", "does not exist")
        try problems.throwIfAny()
        guard let subscriber else { preconditionFailure("a missing subscriber is a problem") }
        switch subscriber.details.status {
        case .active: break
        case .disabled: throw APIProblem.denied(.subscriberDisabled)
        case .banned: throw APIProblem.denied(.subscriberBanned)
        }
        if let expiry = subscriber.details.expiresAt, call.now >= expiry {
            throw APIProblem.denied(.subscriberExpired)
        }
        return subscriber
    }

    /// As what the subscriber may play the stream: a movie, or an episode of a show.
    private func kind(
        _ wish: Wish<Entities.OnDemandStream>, _ connection: any DatabaseConnection
    ) throws -> PlaybackToken.Kind {
        let access = try connection.catalogue.titles(ofStream: wish.stream, for: wish.subscriber)
        if case .inBundle = access.movie { return .movie }
        if case .inBundle = access.show { return .series }
        throw APIProblem.denied(.streamNotInBundle)
    }

    private func address(
        _ kind: PlaybackToken.Kind, _ stream: Int32, _ subscriber: Subscriber, node: String? = nil, isSecure: Bool,
        _ call: APICall
    ) -> String {
        links.address(
            kind, stream: stream, subscriber: subscriber.id, expiresAt: subscriber.details.expiresAt,
            node: node, isSecure: isSecure, now: call.now)
    }

    private static func link(_ format: String, _ fileFormat: String?, _ url: String) -> JSON {
        .object(["format": .string(format), "fileFormat": .text(fileFormat), "url": .string(url)])
    }
}
