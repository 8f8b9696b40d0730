/// Why a page cannot be shown; answered by an error page.
enum PageFault: Error, Sendable, Equatable {
    case notFound
    /// The user's role does not allow it.
    case forbidden
    /// The form does not come from a page of this dashboard, or not from this session.
    case forged
    /// The form has fields that its page does not have, or too much in them.
    case malformed(String)
    case tooLarge
    case methodNotAllowed([String])
    /// Too much to do at the moment, or a service is away.
    case unavailable
    case throttled(seconds: Int)
}
