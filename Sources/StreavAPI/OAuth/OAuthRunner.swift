import HTTPTypes
import Hummingbird
import Logging
import StreavSQL
import StreavWeb

/// Answers the requests to the two OAuth endpoints, errors in their own form, nothing ever kept by a cache.
struct OAuthRunner: Sendable {
    let token: TokenEndpoint
    let revocation: RevocationEndpoint

    /// Nil for another path.
    func answer(_ path: [String], _ request: Request, context: WebRequestContext) async -> APIAnswer? {
        guard path.count == 2, path[0] == "oauth" else { return nil }
        var answer: APIAnswer
        do {
            switch path[1] {
            case "token": answer = try await token.answer(request, context: context)
            case "revoke": answer = try await revocation.answer(request, context: context)
            default: return nil
            }
        } catch let error as OAuthError {
            answer = error.answer
        } catch {
            context.logger.error("an OAuth request failed", metadata: ["error": "\(error)"])
            answer = OAuthError.unavailable().answer
        }
        answer.headers[.cacheControl] = "no-store"
        answer.headers[.contentType] = "application/json"
        return answer
    }
}
