import FoundationEssentials
import NIOCore
import NIOHTTP1
import StreavLoad
import StreavPorts
import StreavScenario

/// A program that uses the API: it holds a token for as long as it is good, renews it once when it is refused, and asks
/// for pages of this and that.
final class APIClient: LoadClient {
    let number: Int
    let seat: Int
    let cohort: Int
    private let plan: ClientPlan
    private let shared: LoadLoop
    private let target: LoadTarget.API
    private let connections: ViewerConnections
    private var token: String?
    private var isOver = false
    private var timers: [Scheduled<Void>] = []

    /// Between two requests, on average.
    private static let pause = Duration.milliseconds(500)
    private static let pageBytes = 4 << 20
    private static let pages = [
        "/v1/live-streams?pageSize=25", "/v1/movies?sortBy=releaseDate_desc&pageSize=12",
        "/v1/movies?title=a&pageSize=12", "/v1/shows?pageSize=12", "/v1/bundles", "/v1/subscribers?pageSize=10",
    ]
    private static let scopes =
        "api.live-stream.read+api.movie.read+api.show.read+api.bundle.read+api.subscriber.read"

    init(_ plan: ClientPlan, _ shared: LoadLoop, target: LoadTarget.API) {
        number = plan.number
        seat = plan.seat
        cohort = plan.cohort
        self.plan = plan
        self.shared = shared
        self.target = target
        connections = ViewerConnections(shared, client: plan.seat, userAgent: "StreavLoad/1.0", port: target.port)
    }

    private var measure: CohortMeasure {
        get { shared.measure.cohorts[cohort] }
        _modify { yield &shared.measure.cohorts[cohort] }
    }

    func begin() {
        if let session = plan.session { after(session) { $0.leave($0.plan.end) } }
        renew()
    }

    func leave(_ end: EndKind) {
        go(silently: end == .silent, isReplaced: true)
    }

    func losePower() {
        go(silently: true, isReplaced: false)
    }

    private func go(silently: Bool, isReplaced: Bool) {
        guard !isOver else { return connections.forget() }
        isOver = true
        for timer in timers { timer.cancel() }
        if silently {
            connections.fallSilent()
            shared.fellSilent(self, isReplaced: isReplaced)
        } else {
            connections.close()
            shared.ended(self)
        }
    }

    private func renew() {
        let form = "grant_type=client_credentials&scope=\(Self.scopes)"
        let basic = Data("\(target.clientID):\(target.clientSecret)".utf8).base64EncodedString()
        var request = LoadRequest(
            method: .POST, target: "/oauth/token",
            headers: [("Authorization", "Basic \(basic)"), ("Content-Type", "application/x-www-form-urlencoded")],
            body: ByteBuffer(string: form), keptBytes: 64 << 10, intended: shared.clock.monotonicNow)
        request.timeout = .seconds(10)
        ask(.token, request) { client, response in
            guard response.status == 200, let body = response.body,
                let answer = try? JSONDecoder().decode(Token.self, from: Data(body.readableBytesView))
            else { return client.after(.seconds(1)) { $0.renew() } }
            client.token = answer.access_token
            // A minute before its end, as careful clients do.
            client.after(.seconds(max(1, answer.expires_in - 60))) { $0.token = nil }
            client.read(mayRenew: true)
        }
    }

    // The names are those of RFC 6749.
    private struct Token: Decodable {
        let access_token: String
        let expires_in: Int
    }

    private func read(mayRenew: Bool) {
        guard let token else { return renew() }
        let page = Self.pages[Int(plan.random.next() % UInt64(Self.pages.count))]
        let request = LoadRequest(
            target: page, headers: [("Authorization", "Bearer \(token)")], keptBytes: Self.pageBytes,
            intended: shared.clock.monotonicNow)
        ask(.api, request) { client, response in
            switch response.status {
            case 401 where mayRenew:
                client.measure.sightings["api.renewed-token", default: 0] += 1
                client.token = nil
                client.renew()
            case 429, 503:
                client.measure.sightings["viewer.shed", default: 0] += 1
                let wait = response.retryAfter ?? .seconds(1)
                client.after(min(max(wait, .seconds(1)), .seconds(60))) { $0.read(mayRenew: true) }
            default:
                client.after(Self.pause * (0.5 + client.plan.random.unit())) { $0.read(mayRenew: true) }
            }
        }
    }

    private func ask(_ kind: RequestKind, _ request: LoadRequest, _ done: @escaping (APIClient, LoadResponse) -> Void) {
        measure.requests[kind, default: RequestCounts()].start()
        connections.send(request) { [weak self] result in
            guard let self, !self.isOver else { return }
            switch result {
            case .success(let response):
                self.measure.requests[kind, default: RequestCounts()].receive(bytes: response.bytes)
                self.measure.requests[kind, default: RequestCounts()].answer(response)
                done(self, response)
            case .failure(let failure):
                self.measure.requests[kind, default: RequestCounts()].fail(failure)
                self.after(.seconds(1)) { $0.read(mayRenew: true) }
            }
        }
    }

    private func after(_ delay: Duration, _ work: @escaping (APIClient) -> Void) {
        if timers.count > 8 { timers.removeFirst(timers.count - 8) }
        timers.append(
            shared.loop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(delay.milliseconds * 1e6))) {
                [weak self] in
                guard let self, !self.isOver else { return }
                work(self)
            })
    }
}
