import FoundationEssentials
import NIOCore
import NIOHTTP1
import StreavLoad
import StreavPorts
import StreavScenario

/// A program that uses the API: it holds a token for as long as it is good, renews it once when it is refused, asks for
/// pages of this and that, and keeps a subscriber or two of its own.
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
    /// The subscriber that is written now: its place among those made, its id once that is known, and its version.
    private var made = 0
    private var subscriberID: Int?
    private var version = 0
    /// The change of which an attempt is without an answer: nothing that is said of a later one says what became of it.
    private var doubt: WrittenSubscriber.Change?

    /// Between two requests, on average.
    private static let pause = Duration.milliseconds(500)
    private static let pageBytes = 4 << 20
    private static let pages = [
        "/v1/live-streams?pageSize=25", "/v1/movies?sortBy=releaseDate_desc&pageSize=12",
        "/v1/movies?title=a&pageSize=12", "/v1/shows?pageSize=12", "/v1/bundles", "/v1/subscribers?pageSize=10",
    ]
    private static let scopes =
        "api.live-stream.read+api.movie.read+api.show.read+api.bundle.read+api.subscriber.read"
        + "+api.subscriber.create+api.subscriber.update+api.subscriber.delete"
    /// Of all requests, those that write.
    private static let writes = 0.25
    /// How often a write is repeated that was not answered.
    private static let attempts = 4
    /// Versions of one subscriber before it is deleted, and those that one client makes and keeps the history of.
    private static let versions = 4
    private static let madeLimit = 200

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

    func slowDown(bitsPerSecond: Double?) { connections.slowDown(bitsPerSecond: bitsPerSecond) }

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
        if made < Self.madeLimit, plan.random.unit() < Self.writes { return write(token) }
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
                client.after(Self.wait(response)) { $0.read(mayRenew: true) }
            default:
                client.after(client.pause) { $0.read(mayRenew: true) }
            }
        }
    }

    // MARK: Writing

    private var mark: String { "\(WrittenSubscriber.prefix)\(number)/\(made)" }

    /// Makes a subscriber, changes it a few times, and deletes it.
    private func write(_ token: String) {
        let own = WrittenSubscriber(mark: mark)
        guard let subscriberID else {
            version = 1
            return send(.write(1), .POST, "/v1/subscribers", note: own.note(1), token, attempt: 1)
        }
        let target = "/v1/subscribers/\(subscriberID)"
        guard version < Self.versions else {
            return send(.delete, .DELETE, target, note: nil, token, attempt: 1)
        }
        version += 1
        send(.write(version), .PATCH, target, note: own.note(version), token, attempt: 1)
    }

    private func send(
        _ change: WrittenSubscriber.Change, _ method: HTTPMethod, _ target: String, note: String?, _ token: String,
        attempt: Int
    ) {
        let mark = mark
        shared.measure.written[mark, default: WrittenSubscriber(mark: mark)].asks(change)
        var request = LoadRequest(
            method: method, target: target, headers: [("Authorization", "Bearer \(token)")],
            keptBytes: Self.pageBytes, intended: shared.clock.monotonicNow)
        // The same key for every attempt: however often it comes, it is done once.
        if method == .POST { request.headers.append(("Idempotency-Key", mark.replacing("/", with: "-"))) }
        if let note {
            request.headers.append(("Content-Type", "application/json"))
            request.body = ByteBuffer(string: "{\"note\":\"\(note)\"}")
        }
        let again: (APIClient, Duration) -> Void = { client, wait in
            guard attempt < Self.attempts else { return client.next(client.pause) }
            client.after(wait) {
                guard let token = $0.token else { return $0.next(.zero) }
                $0.send(change, method, target, note: note, token, attempt: attempt + 1)
            }
        }
        ask(
            .api, request,
            failed: { client in
                client.doubt = change
                again(client, .seconds(1))
            },
            { client, response in
                switch response.status {
                case 200..<300: client.acknowledged(change, mark, response)
                // Already gone by an attempt whose answer was lost.
                case 404 where change == .delete: client.acknowledged(change, mark, response)
                case 401:
                    client.measure.sightings["api.renewed-token", default: 0] += 1
                    client.token = nil
                    client.refused(change, mark)
                    client.renew()
                case 429:
                    client.measure.sightings["viewer.shed", default: 0] += 1
                    again(client, Self.wait(response))
                case 500...:
                    // It may have been done all the same.
                    client.doubt = change
                    if response.status == 503 { client.measure.sightings["viewer.shed", default: 0] += 1 }
                    again(client, Self.wait(response))
                default:
                    client.refused(change, mark)
                    client.next(client.pause)
                }
            })
    }

    /// Unless an earlier attempt, perhaps under a token that has ended since, may have done it.
    private func refused(_ change: WrittenSubscriber.Change, _ mark: String) {
        if doubt != change { shared.measure.written[mark]?.refused(change) }
    }

    private func acknowledged(_ change: WrittenSubscriber.Change, _ mark: String, _ response: LoadResponse) {
        doubt = nil
        shared.measure.written[mark]?.acknowledged(change)
        if change == .write(1) {
            let answer = response.body.flatMap {
                try? JSONDecoder().decode(Created.self, from: Data($0.readableBytesView))
            }
            subscriberID = answer?.id
        }
        if change == .delete || subscriberID == nil { return next(pause) }
        after(pause) { $0.read(mayRenew: true) }
    }

    private struct Created: Decodable {
        let id: Int
    }

    /// Goes on with another subscriber: what became of this one is known, or will not be.
    private func next(_ wait: Duration) {
        made += 1
        subscriberID = nil
        doubt = nil
        after(wait) { $0.read(mayRenew: true) }
    }

    private var pause: Duration { Self.pause * (0.5 + plan.random.unit()) }

    private static func wait(_ response: LoadResponse) -> Duration {
        min(max(response.retryAfter ?? .seconds(1), .seconds(1)), .seconds(60))
    }

    private func ask(
        _ kind: RequestKind, _ request: LoadRequest,
        failed: @escaping (APIClient) -> Void = { client in client.after(.seconds(1)) { $0.read(mayRenew: true) } },
        _ done: @escaping (APIClient, LoadResponse) -> Void
    ) {
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
                failed(self)
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
