import HTTPTypes
import StreavDomain
import StreavWeb

/// One address of the dashboard: who may come, what is read, and what is done. Requests are routed, judged and checked
/// by the one table of these, and the tests of every route and role are generated from it.
struct PageRoute: Sendable {
    enum Access: Hashable, Sendable {
        /// Whoever has no session, too.
        case anyone
        /// Every user.
        case session
        case permission(Permission)
    }

    enum Action: Sendable {
        /// A GET. Changes nothing.
        case show(@Sendable (PageCall) async throws -> PageAnswer)
        /// A POST of a form with just these fields.
        case submit(FormShape, @Sendable (PageCall, FormValues) async throws -> PageAnswer)
    }

    let path: RoutePath
    let access: Access
    let action: Action

    var method: HTTPRequest.Method {
        switch action {
        case .show: .get
        case .submit: .post
        }
    }

    /// A page, or a file.
    static func get(
        _ path: StaticString, _ access: Access, _ show: @escaping @Sendable (PageCall) async throws -> PageAnswer
    ) -> PageRoute {
        PageRoute(path: RoutePath(path), access: access, action: .show(show))
    }

    /// A form that is sent.
    static func post(
        _ path: StaticString, _ access: Access, _ shape: FormShape,
        _ submit: @escaping @Sendable (PageCall, FormValues) async throws -> PageAnswer
    ) -> PageRoute {
        PageRoute(path: RoutePath(path), access: access, action: .submit(shape, submit))
    }
}

extension PageRoute.Access {
    /// `.may(.edit, .users)`
    static func may(_ action: Permission.Action, _ resource: Permission.Resource) -> Self {
        .permission(Permission(action, resource))
    }
}
