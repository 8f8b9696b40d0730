import HTTPTypes
import Logging
import StreavControl
import StreavDomain
import StreavSQL
import StreavWeb

/// Makes problem answers of what goes wrong.
enum APIProblem {
    static let notFound = of(.notFound)

    static func of(
        _ kind: ProblemKind, detail: String? = nil, errors: [String: [String]] = [:], headers: HTTPFields = [:]
    ) -> Problem {
        Problem(
            status: kind.status, code: kind.rawValue, detail: detail ?? kind.explanation, errors: errors,
            headers: headers)
    }

    /// - Parameter seconds: When to come again.
    static func unavailable(after seconds: Int = 2) -> Problem {
        of(.unavailable, headers: [.retryAfter: "\(seconds)"])
    }

    static func invalid(_ input: InvalidInput) -> Problem {
        var errors: [String: [String]] = [:]
        for problem in input.problems { errors[problem.field, default: []].append(problem.message) }
        return of(.invalid, errors: errors)
    }

    /// A refusal of the subscriber, with the code that a player would get.
    static func denied(_ code: DenialCode) -> Problem {
        Problem(
            status: .init(code: code.status, reasonPhrase: HTTPResponse.Status(code: code.status).reasonPhrase),
            code: code.rawValue, detail: code.sentence)
    }

    /// What a client is told of an error. What it must not know goes to the log.
    static func of(_ error: any Error, logger: Logger) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let input as InvalidInput: return invalid(input)
        case is IdempotencyConflict:
            return of(.keyReused, errors: ["Idempotency-Key": ["was used for another body"]])
        case let error as ControlError:
            switch error {
            case .notFound: return notFound
            case .changedMeanwhile: return of(.changedMeanwhile)
            }
        case let error as DatabaseError:
            logger.warning("the database failed a request", metadata: ["error": "\(error)"])
            switch error.code {
            case .unavailable, .timedOut, .serializationFailure, .outcomeUnknown, .readOnly: return unavailable()
            case .badStatement, .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation:
                return of(.failed)
            }
        default:
            logger.error("a request failed", metadata: ["error": "\(error)"])
            return of(.failed)
        }
    }
}
