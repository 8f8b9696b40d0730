import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavWeb

/// Answers the requests of the routes: who calls, how often, with what, once or again.
struct RouteRunner: Sendable {
    let control: ControlPlane
    let clock: StreavClock
    let gate: BearerGate
    let limiter: RateLimiter
    let images: ImageLinks
    let metrics: APIMetrics
    let running = RunningRequests()

    func answer(
        _ route: Route, parameters: [String: String], request: Request, context: WebRequestContext
    ) async throws -> APIAnswer {
        let caller = try await gate.caller(request.headers, for: route, from: context.peer?.ipAddress)
        if let seconds = limiter.refusal(for: caller.application) {
            metrics.throttle(.requests)
            throw APIProblem.of(.rateLimited, headers: [.retryAfter: "\(seconds)"])
        }
        let content = route.isSafe ? [] : try await content(request, of: route)
        let prepared = Prepared(
            route: route, parameters: parameters, query: request.uri.query ?? "", content: content, caller: caller,
            actor: caller.actor(address: context.peer?.ipAddress), now: clock.wallNow, images: images)
        guard route.isRepeatable, let key = try Self.idempotencyKey(request.headers) else {
            return try await perform(prepared)
        }
        let repeatable = RepeatableRequest(
            application: caller.application, method: route.method.rawValue, path: request.uri.path, key: key,
            body: content)
        return try await running.alone(repeatable) {
            try await performOnce(prepared, repeatable, logger: context.logger)
        }
    }

    /// A request with everything that comes from its connection read.
    private struct Prepared: Sendable {
        let route: Route
        let parameters: [String: String]
        let query: String
        let content: [UInt8]
        let caller: APICaller
        let actor: Actor
        let now: Timestamp
        let images: ImageLinks

        func call() throws -> APICall {
            APICall(
                parameters: parameters, query: try QueryReader(query, parameters: route.query),
                body: try RouteRunner.body(content, of: route), caller: caller, now: now,
                images: images)
        }
    }

    private func perform(_ prepared: Prepared) async throws -> APIAnswer {
        switch prepared.route.action {
        case .read(let make):
            let body = try make(prepared.call())
            return APIAnswer(try await control.database.read { try body($0) })
        case .write(let make):
            let body = try make(prepared.call())
            return APIAnswer(try await control.perform(as: prepared.actor) { try body($0) })
        }
    }

    /// Gives the answer of the first time, if there was one; else does it, and keeps the answer with what was done.
    private func performOnce(
        _ prepared: Prepared, _ repeatable: RepeatableRequest, logger: Logger
    ) async throws -> APIAnswer {
        do {
            return try await control.perform(as: prepared.actor) { transaction in
                if let recorded = try transaction.recordedAnswer(to: repeatable) { return Self.again(recorded) }
                let answer =
                    switch prepared.route.action {
                    case .read(let make): APIAnswer(try make(prepared.call())(transaction.connection))
                    case .write(let make): APIAnswer(try make(prepared.call())(transaction))
                    }
                try transaction.record(RecordedAnswer(status: answer.status.code, body: answer.body), to: repeatable)
                return answer
            }
        } catch {
            let problem = APIProblem.of(error, logger: logger)
            guard Self.recordedRefusals.contains(problem.status.code), !(error is IdempotencyConflict) else {
                throw problem
            }
            return try await record(problem, to: repeatable, as: prepared.actor)
        }
    }

    /// A refusal left nothing behind, so its answer is kept by itself.
    private func record(
        _ problem: Problem, to repeatable: RepeatableRequest, as actor: Actor
    ) async throws -> APIAnswer {
        let response = problem.response()
        let body = Array(problem.document().readableBytesView)
        return try await control.perform(as: actor) { transaction in
            if let recorded = try transaction.recordedAnswer(to: repeatable) { return Self.again(recorded) }
            try transaction.record(RecordedAnswer(status: problem.status.code, body: body), to: repeatable)
            return APIAnswer(status: response.status, headers: response.headers, body: body)
        }
    }

    /// Which refusals are the same the next time. The others may pass.
    private static let recordedRefusals: Set<Int> = [400, 404, 413, 415, 422]

    private static func again(_ recorded: RecordedAnswer) -> APIAnswer {
        let type = recorded.status < 400 ? "application/json" : "application/problem+json"
        return APIAnswer(
            status: .init(code: recorded.status), headers: [.contentType: type, .idempotencyReplayed: "true"],
            body: recorded.body)
    }

    private static func idempotencyKey(_ headers: HTTPFields) throws -> String? {
        let fields = headers[values: .idempotencyKey]
        guard let key = fields.first else { return nil }
        guard fields.count == 1, RepeatableRequest.keyLength.contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw InvalidInput(field: "Idempotency-Key", "must be 1 to 255 visible ASCII characters, once") }
        return key
    }

    /// The content of a request, if its route takes any.
    private func content(_ request: Request, of route: Route) async throws -> [UInt8] {
        guard route.method != .delete else { return [] }
        let content = try await RequestContent.read(request, limit: RequestContent.limit)
        guard !content.isEmpty || route.body != nil else { return [] }
        // A token in a form besides the one in the field (RFC 6750 section 2.2).
        if RequestContent.mediaType(request.headers) == "application/x-www-form-urlencoded",
            let form = FormText(content.prefix(TokenEndpoint.limit)), !form.values("access_token").isEmpty
        {
            throw BearerGate.twoWays
        }
        guard RequestContent.isJSON(request.headers) else { throw APIProblem.of(.unsupportedMediaType) }
        return content
    }

    private static func body(_ content: [UInt8], of route: Route) throws -> JSON {
        guard !content.isEmpty || route.body != nil else { return .null }
        let body: JSON
        do throws(JSONFault) {
            body = try JSONReader.read(content)
        } catch {
            guard case .duplicate(let path) = error else {
                throw APIProblem.of(.malformedBody, detail: error.sentence)
            }
            throw InvalidInput(field: path, "is there twice")
        }
        if body["access_token"] != nil { throw BearerGate.twoWays }
        if route.body == nil, body != .object([:]), body != .null {
            throw InvalidInput(field: "body", "must be empty")
        }
        return body
    }
}

extension HTTPField.Name {
    static let idempotencyKey = Self("Idempotency-Key")!
    static let idempotencyReplayed = Self("Idempotency-Replayed")!
}
