import Logging
import NIOPosix
import ServiceLifecycle
@testable import StreavAPI
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavSQLite
import StreavStore
import StreavTelemetry
import StreavWeb

/// The API on a free port over a database in memory, with an application that may do everything. Its clock stands
/// still.
struct APIFixture: Sendable {
    static let clientID = "shop"
    static let clientSecret = "a secret: with + & % and é"
    static let publicURL = "https://api.example.org"
    static let streamingURL = "http://tv.example.org:8000"
    static let master = SecretKey(bytes: [UInt8](repeating: 5, count: 32))!
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let database: any Database
    let clock: ManualClock
    let cache: any Cache
    let control: ControlPlane
    let application: OAuthApplicationID
    let client: HTTPClient
    /// What the server counts.
    let registry: MetricRegistry

    /// A client with a token for all scopes, or for some.
    func authorized(_ scopes: [OAuthScope] = OAuthScope.allCases) async throws -> HTTPClient {
        client.with(token: try await token(scopes))
    }

    func token(
        _ scopes: [OAuthScope] = OAuthScope.allCases, id: String = clientID, secret: String = clientSecret
    ) async throws -> String {
        let answer = try await client.form(
            "/oauth/token", Self.form(scopes), headers: [Self.basic(id: id, secret: secret)])
        guard case .string(let token) = answer.json["access_token"] else {
            throw HTTPClient.Failure(message: "no token: \(answer.status) \(answer.text)")
        }
        return token
    }

    static func form(_ scopes: [OAuthScope]) -> String {
        "grant_type=client_credentials&scope=\(scopes.map(\.rawValue).joined(separator: "+"))"
    }

    static func basic(id: String = clientID, secret: String = clientSecret) -> String {
        let pair = Array("\(encoded(id)):\(encoded(secret))".utf8)
        let text = Base64URL.encode(pair).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        return "Authorization: Basic \(String(text))\(String(repeating: "=", count: (4 - text.count % 4) % 4))"
    }

    /// As a form has it: everything but letters and digits by its bytes, the space as a plus.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                String(UnicodeScalar(byte))
            case UInt8(ascii: " "): "+"
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// Runs the API around a body and ends it in the one way that is allowed: by graceful shutdown.
    static func run(
        configure: (inout APIConfiguration) -> Void = { _ in },
        wrap: (any Database) -> any Database = { $0 },
        _ body: @Sendable (APIFixture) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let database = wrap(try SQLiteDatabase.inMemory())
        try await Migrator().migrate(database, now: clock.wallNow())
        try await database.write { try SampleCatalogue.insert($0) }
        let cache = MemoryCache(clock: StreavClock(clock))
        let control = ControlPlane(
            database: database, clock: StreavClock(clock), entropy: SystemEntropy(),
            keys: ControlKeys(master: master), cache: cache)
        let application = try await control.perform(as: .system("test")) {
            try $0.oauthApplications.create(
                OAuthApplicationDetails(name: "Shop", scopes: OAuthScope.allCases), clientID: clientID,
                clientSecret: clientSecret
            ).application.id
        }
        try await serve(database, cache, clock, control, application, configure: configure, body)
    }

    /// Another process of the API on the same backing services.
    func another(_ body: @Sendable (APIFixture) async throws -> Void) async throws {
        try await Self.serve(database, cache, clock, control, application, configure: { _ in }, body)
    }

    /// The same with another cache.
    func with(cache: any Cache, _ body: @Sendable (APIFixture) async throws -> Void) async throws {
        let control = ControlPlane(
            database: database, clock: StreavClock(clock), entropy: SystemEntropy(),
            keys: ControlKeys(master: Self.master), cache: cache)
        try await Self.serve(database, cache, clock, control, application, configure: { _ in }, body)
    }

    static func serve(
        _ database: any Database, _ cache: any Cache, _ clock: ManualClock, _ control: ControlPlane,
        _ application: OAuthApplicationID, configure: (inout APIConfiguration) -> Void,
        _ body: @Sendable (APIFixture) async throws -> Void
    ) async throws {
        var configuration = APIConfiguration(
            publicURL: publicURL, playback: PlaybackAddresses(publicURL: streamingURL))
        configuration.burst = 100_000
        configure(&configuration)
        let registry = MetricRegistry()
        let (ports, ported) = AsyncStream.makeStream(of: Int.self)
        let server = APIServer(
            web: WebServerConfiguration(host: "127.0.0.1", port: 0), configuration: configuration, control: control,
            cache: cache, clock: StreavClock(clock), secret: master, readiness: { ["database": true] },
            metrics: { "streav_test 1\n" }, registry: registry, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            onBound: { ported.yield($0) }, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(
                        service: server, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                ], logger: logger))
        async let ended: Void = group.run()
        var iterator = ports.makeAsyncIterator()
        let result: Result<Void, any Error>
        if let port = await iterator.next() {
            let fixture = APIFixture(
                database: database, clock: clock, cache: cache, control: control, application: application,
                client: HTTPClient(port: port), registry: registry)
            do {
                result = .success(try await body(fixture))
            } catch {
                result = .failure(error)
            }
        } else {
            result = .failure(CancellationError())
        }
        await group.triggerGracefulShutdown()
        try await ended
        try result.get()
    }

    /// Asks again until `isMet`, for what reaches another process in a moment.
    static func eventually(_ isMet: @Sendable () async throws -> Bool) async throws -> Bool {
        for _ in 0..<200 {
            if try await isMet() { return true }
            try await StreavClock.system.sleep(for: .milliseconds(10))
        }
        return false
    }
}

extension PlaybackLinks {
    static let sample = PlaybackLinks(
        addresses: PlaybackAddresses(publicURL: APIFixture.streamingURL),
        keys: SigningKeys(id: 1, key: APIFixture.master.derived(for: .playbackToken)))
}
