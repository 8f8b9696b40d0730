import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavWeb

/// One request, from the cookie to the answer: who it is, whether the form is theirs, whether they may, and what comes
/// of it. Nothing is done before all three are settled.
struct PageRunner: Sendable {
    let dashboard: Dashboard
    let request: Request
    let context: WebRequestContext

    private var isSecure: Bool { dashboard.address.isSecure }

    func response(_ match: PageTable.Match?) async -> Response {
        var call = visitorCall()
        var route: PageRoute?
        let answer: PageAnswer
        do {
            let isOwn = if case .route(let found, _) = match { found.path.text != LiveRoutes.path } else { true }
            call = try await identified(call, isOwn: isOwn, parameters: Self.parameters(match))
            switch match {
            case .route(let found, _):
                route = found
                call.savedViews = try await savedViews(call)
                answer = try await run(found, call)
            case .otherMethods(let methods): throw PageFault.methodNotAllowed(methods.map(\.rawValue))
            case nil: throw PageFault.notFound
            }
        } catch {
            answer = await failure(error, call, route)
        }
        return PageWriter(call: call, isSecure: isSecure).response(answer)
    }

    private func run(_ route: PageRoute, _ call: PageCall) async throws -> PageAnswer {
        if let detour = try await dashboard.setUp.detour(for: route, call) { return detour }
        switch route.action {
        case .show(let show):
            if let refusal = try await refusal(route, call) { return refusal }
            return try await show(call)
        case .submit(let shape, let submit) where shape.hasFiles:
            // Megabytes are read only from those who may send them, and from a few at a time.
            if let refusal = try await refusal(route, call) { return refusal }
            return try await dashboard.pictureGate.run { try await submit(call, try await values(shape, call)) }
        case .submit(let shape, let submit):
            let values = try await values(shape, call)
            if let refusal = try await refusal(route, call) { return refusal }
            return try await submit(call, values)
        }
    }

    /// Reads a form, and refuses what no page of ours has sent.
    private func values(_ shape: FormShape, _ call: PageCall) async throws -> FormValues {
        guard dashboard.address.isOwn(request.head) else { throw PageFault.forged }
        let type = request.headers[.contentType] ?? ""
        let isMultipart = shape.hasFiles && MultipartForm.isForm(type) && request.headers[.contentEncoding] == nil
        guard isMultipart || FormShape.isForm(request.headers) else { throw PageFault.forged }
        let limit = isMultipart ? shape.byteLimit : FormShape.bodyLimit
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= limit else { throw PageFault.tooLarge }
            bytes.append(contentsOf: part.readableBytesView)
        }
        if isMultipart { return try multipartValues(bytes, type, shape, call) }
        guard let text = FormText(bytes, limit: FormShape.pairLimit) else {
            throw PageFault.malformed(call.t("error.form-unreadable"))
        }
        guard let token = text["csrf"], UserAuthentication.isSame(token, call.formToken) else {
            throw PageFault.forged
        }
        return try FormValues(text, shape: shape)
    }

    private func multipartValues(
        _ bytes: [UInt8], _ type: String, _ shape: FormShape, _ call: PageCall
    ) throws -> FormValues {
        let form: MultipartForm
        do throws(MultipartForm.Problem) {
            form = try MultipartForm(bytes, contentType: type)
        } catch {
            throw PageFault.malformed(call.t("error.form-unreadable"))
        }
        let tokens = form.parts.filter { $0.name == "csrf" && !$0.isFile }
        guard tokens.count == 1, let token = tokens.first.flatMap({ String(validating: $0.content, as: UTF8.self) }),
            UserAuthentication.isSame(token, call.formToken)
        else { throw PageFault.forged }
        return try FormValues(form, shape: shape)
    }

    /// Nil when the route may be used.
    private func refusal(_ route: PageRoute, _ call: PageCall) async throws -> PageAnswer? {
        switch route.access {
        case .anyone: return nil
        case .session: if call.session != nil { return nil }
        case .permission(let permission):
            if call.may(permission) { return nil }
            if call.session != nil { throw PageFault.forbidden }
        }
        guard route.method == .get else { throw PageFault.forged }
        return .seeOther(WebPath.make("/sign-in", [("next", WebPath.own(call.target))]))
    }

    // MARK: Who it is

    private func visitorCall() -> PageCall {
        let language = cookie(.language).flatMap(Language.init(rawValue:))
        let texts = Texts(language ?? .preferred(by: request.headers[.acceptLanguage]))
        return PageCall(
            dashboard: dashboard, session: nil, parameters: [:], query: QueryValues(request.uri.query), texts: texts,
            theme: cookie(.theme).flatMap(Theme.init(rawValue:)) ?? .system, target: request.head.path ?? "/",
            request: request.head,
            origin: SignInOrigin(
                address: dashboard.address.client(of: request.head, peer: context.peer),
                userAgent: request.headers[.userAgent], device: cookie(.device)),
            isLocal: dashboard.address.isLocal(request.head, from: context.peer), formToken: "",
            now: dashboard.clock.wallNow)
    }

    private func identified(
        _ visitor: PageCall, isOwn: Bool, parameters: [String: String]
    ) async throws -> PageCall {
        var session: UserSession?
        if let value = cookie(.session) {
            session = try await dashboard.authentication.session(value, isOwn: isOwn)
        }
        // Somebody who has not signed in needs a cookie for the forms to be bound to, those of this answer too.
        let newVisitor = session == nil && cookie(.visitor) == nil ? UserAuthentication.makeVisitor() : nil
        let token =
            session.map(UserAuthentication.formToken)
            ?? (newVisitor ?? cookie(.visitor)).map { dashboard.authentication.formToken(visitor: $0) } ?? ""
        var call = PageCall(
            dashboard: dashboard, session: session, parameters: parameters, query: visitor.query, texts: visitor.texts,
            theme: visitor.theme, target: visitor.target, request: visitor.request, origin: visitor.origin,
            isLocal: visitor.isLocal, formToken: token, now: visitor.now)
        call.newVisitor = newVisitor
        call.notice = cookie(.notice).flatMap { Notice(cookieValue: $0, token: token) }
        return call
    }

    private func savedViews(_ call: PageCall) async throws -> [SavedView] {
        guard let session = call.session, request.method == .get else { return [] }
        let path = String(call.target.prefix { $0 != "?" })
        return try await call.read { try $0.savedViews.all(of: session.user.id, path: path) }
    }

    private func cookie(_ name: Cookie.Name) -> String? {
        Cookie.value(name, in: request.headers, isSecure: isSecure)
    }

    private static func parameters(_ match: PageTable.Match?) -> [String: String] {
        guard case .route(_, let parameters) = match else { return [:] }
        return parameters
    }

    // MARK: What went wrong

    private func failure(_ error: any Error, _ call: PageCall, _ route: PageRoute?) async -> PageAnswer {
        let fault = fault(error)
        if fault == .forbidden || (fault == .forged && call.session != nil) { await note(call, route, fault) }
        return ErrorPage.answer(fault, call)
    }

    private func fault(_ error: any Error) -> PageFault? {
        switch error {
        case let fault as PageFault: return fault
        case let error as ControlError:
            if case .notFound = error { return .notFound }
            return .malformed(error.description)
        case let error as InvalidInput: return .malformed(error.description)
        case is PasswordHasher.Busy: return .unavailable
        case let error as DatabaseError where error.code == .unavailable || error.code == .timedOut:
            return .unavailable
        default:
            // The user learns nothing of it; the log does.
            dashboard.logger.error(
                "A page failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return nil
        }
    }

    /// Refusals of users stand in the activity log. That it cannot be written does not make the refusal an error.
    private func note(_ call: PageCall, _ route: PageRoute?, _ fault: PageFault?) async {
        guard let session = call.session, let route else { return }
        let name = "\(route.method.rawValue) \(route.path.text)"
        let action = fault == .forged ? "request.refused-as-forged" : "request.refused"
        do {
            try await call.perform { try $0.record(action, "page", id: nil, name: name) }
        } catch {
            dashboard.logger.warning(
                "a refusal could not be noted",
                metadata: ["user": "\(session.user.details.username)", "error": "\(error)"])
        }
    }
}
