import HTTPTypes
import Hummingbird
import Logging
import StreavSQL
import StreavWeb

/// Answers the requests to the two OAuth endpoints, errors in their own form, nothing ever kept by a cache.
struct OAuthRunner: Sendable {
    let token: TokenEndpoint
    let revocation: RevocationEndpoint
    let metrics: APIMetrics

    /// Nil for another path.
    func answer(_ path: [String], _ request: Request, context: WebRequestContext) async -> APIAnswer? {
        guard path.count == 2, path[0] == "oauth" else { return nil }
        let isToken = path[1] == "token"
        guard isToken || path[1] == "revoke" else { return nil }
        context.coreContext.endpointPath.value = isToken ? "/oauth/token" : "/oauth/revoke"
        var answer: APIAnswer
        do {
            if isToken {
                answer = try await counted { try await token.answer(request, context: context) }
            } else {
                answer = try await revocation.answer(request, context: context)
            }
        } catch let error as OAuthError {
            if error.status == .tooManyRequests { metrics.throttle(.failures) }
            answer = error.answer
        } catch {
            context.logger.error("an OAuth request failed", metadata: ["error": "\(error)"])
            answer = OAuthError.unavailable().answer
        }
        answer.headers[.cacheControl] = "no-store"
        answer.headers[.contentType] = "application/json"
        return answer
    }

    private func counted(_ body: () async throws -> APIAnswer) async throws -> APIAnswer {
        do {
            let answer = try await body()
            metrics.tokenRequest(nil)
            return answer
        } catch {
            metrics.tokenRequest(error)
            throw error
        }
    }
}
