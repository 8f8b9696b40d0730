import Foundation
import Logging
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavPostgres

/// What an administrator has made in a deployment: four channels, a movie, a bundle of them, and an application.
struct ProductionWorld: Sendable {
    struct Subscriber: Sendable {
        let id: Int
        let username: String
        let accessToken: String
    }

    let deployment: Deployment
    let party: ThirdParty
    let liveStreams: [Int32]
    let movieStream: Int32
    let bundle: Int32

    static let clips = ["test-card", "colour-bars", "gradients", "cells"]
    static let film = "movies/harbour.mp4"

    /// Through the control plane, as there is no other way for an administrator yet.
    static func make(_ deployment: Deployment) async throws -> ProductionWorld {
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let key = stride(from: 0, to: 64, by: 2).compactMap { place in
            UInt8(deployment.secret.dropFirst(place).prefix(2), radix: 16)
        }
        guard let secret = SecretKey(bytes: key) else { throw HarnessError("no key") }
        let database = PostgresDatabase(
            try PostgresConfiguration(ServiceAddress(deployment.servers.postgres.url), connections: 1),
            clock: .system, entropy: SystemEntropy(), logger: logger)
        let control = ControlPlane(
            database: database, clock: .system, entropy: SystemEntropy(), keys: ControlKeys(master: secret))
        let made = try await control.perform(as: .system("tests")) { transaction in
            let application = try transaction.oauthApplications.create(
                OAuthApplicationDetails(name: "Shop", scopes: OAuthScope.allCases))
            let streams = try clips.enumerated().map { number, clip in
                try transaction.liveStreams.create(
                    LiveStreamDetails(
                        number: number + 1, name: clip, segmentTarget: .seconds(2),
                        sources: [LiveStreamSource(address: Fixtures.clip(clip))])
                ).id
            }
            let file = try transaction.onDemandStreams.create(
                OnDemandStreamDetails(name: "Harbour", mediaKey: film, fileFormat: "mp4"))
            let movie = try transaction.movies.create(
                MovieDetails(TitleDetails(title: "Harbour"), onDemandStream: file.id))
            let bundle = try transaction.bundles.create(
                BundleDetails(name: "Everything", liveStreams: streams, movies: [movie.id]))
            return (application, streams.map(\.rawValue), file.id.rawValue, bundle.id.rawValue)
        }
        try await database.close()

        var party = ThirdParty(base: deployment.api.url)
        let scopes = OAuthScope.allCases.map(\.rawValue).joined(separator: "%20")
        let token = try await party.form(
            "grant_type=client_credentials&scope=\(scopes)",
            basic: (made.0.application.clientID, made.0.clientSecret))
        guard let text = token["access_token"] as? String else { throw HarnessError("no token: \(token.json)") }
        party.token = text
        return ProductionWorld(
            deployment: deployment, party: party, liveStreams: made.1, movieStream: made.2, bundle: made.3)
    }

    /// Through the API, as a shop would.
    func subscribe(_ username: String, maxConnections: Int = 1) async throws -> Subscriber {
        let answer = try await party.json(
            "POST", "/v1/subscribers",
            "{\"username\":\"\(username)\",\"maxConnections\":\(maxConnections),\"bundles\":[\(bundle)]}")
        guard answer.status == 200, let id = answer["id"] as? Int, let token = answer["accessToken"] as? String else {
            throw HarnessError("no subscriber: \(answer.status) \(answer.json)")
        }
        return Subscriber(id: id, username: username, accessToken: token)
    }

    func change(_ subscriber: Subscriber, _ members: String) async throws {
        let answer = try await party.json("PATCH", "/v1/subscribers/\(subscriber.id)", members)
        guard answer.status == 200 else { throw HarnessError("PATCH \(members): \(answer.status) \(answer.json)") }
    }

    func address(_ kind: String, _ subscriber: Subscriber, _ tail: String, node: Int) -> String {
        "\(deployment.nodes[node].url)/\(kind)/\(subscriber.username)/\(subscriber.accessToken)/\(tail)"
    }

    /// Waits until both nodes run streams and all of them are on air.
    ///
    /// - Returns: A stream that each node runs, and its address there.
    func onAir(_ subscriber: Subscriber) async throws -> [(stream: Int32, address: String)] {
        let client = RawHTTPClient(source: "127.0.60.99", userAgent: "Scout/1.0")
        var found: [Int: Int32] = [:]
        let isShared = try await eventually(within: .seconds(40)) {
            found = [:]
            for stream in liveStreams {
                for node in deployment.nodes.indices {
                    let address = address("live", subscriber, "\(stream).m3u8", node: node)
                    guard try await client.send("HEAD", address).status == 200 else { continue }
                    found[node] = stream
                }
            }
            return found.count == deployment.nodes.count
        }
        guard isShared else { throw HarnessError("The streams are not shared by the nodes: \(found)") }
        return deployment.nodes.indices.map { node in
            let stream = found[node] ?? 0
            return (stream, address("live", subscriber, "\(stream).ts", node: node))
        }
    }

    /// An endless stream as soon as there is a place.
    static func opening(
        _ address: String, _ client: RawHTTPClient, within limit: Duration
    ) async throws -> RawHTTPConnection {
        var last: RawHTTPResponse?
        var connection: RawHTTPConnection?
        _ = try await eventually(within: limit) {
            let opening = try await client.open(address)
            last = opening.head
            guard opening.head.status == 200 else {
                opening.connection.close()
                try await Task.sleep(for: .milliseconds(200))
                return false
            }
            connection = opening.connection
            return true
        }
        guard let connection else { throw HarnessError("\(address) stays closed: \(String(describing: last))") }
        return connection
    }
}
