import StreavDomain

extension HTTPResponse {
    /// A refusal by admission: its code in the body and in `Streav-Denial`, and why in a sentence.
    static func denial(_ denial: Denial) -> HTTPResponse {
        var headers: HTTPHeaders = ["Streav-Denial": denial.code.rawValue]
        if let seconds = denial.retryAfterSeconds { headers.add("Retry-After", String(seconds)) }
        return .problem(
            HTTPStatus(rawValue: UInt16(denial.status)) ?? .forbidden, code: denial.code.rawValue,
            detail: denial.detail,
            headers: headers)
    }
}
