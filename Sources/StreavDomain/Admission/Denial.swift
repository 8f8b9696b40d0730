/// A refusal as a viewer gets it: `{"code", "detail"}` with ``DenialCode/status``.
public struct Denial: Error, Hashable, Sendable {
    public let code: DenialCode
    /// One sentence for people. Never holds credentials.
    public let detail: String
    /// The `Retry-After` of the answer; nil for codes that have none.
    public let retryAfter: Duration?

    /// - Parameters:
    ///   - detail: Nil: the code's own sentence.
    ///   - retryAfter: Nil: the code's own time, if it has one.
    public init(_ code: DenialCode, detail: String? = nil, retryAfter: Duration? = nil) {
        self.code = code
        self.detail = detail ?? code.sentence
        self.retryAfter = retryAfter ?? code.retryAfter
    }

    public var status: Int { code.status }

    /// `Retry-After` in whole seconds, rounded up, at least 1.
    public var retryAfterSeconds: Int64? {
        retryAfter.map { max(1, ($0.wholeMilliseconds + 999) / 1000) }
    }
}
