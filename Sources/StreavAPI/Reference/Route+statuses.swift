import HTTPTypes
import StreavWeb

extension Route {
    /// What it may answer besides success, with when.
    var refusals: [(status: Int, when: String)] {
        var refusals = [
            (400, "The token was given in more than one way."), (401, "There is no token, or it is invalid."),
            (403, "The token lacks the scope."),
        ]
        if path.text.hasSuffix("/urls") {
            refusals[2].1 = "The token lacks the scope, or the subscriber may not play it."
        }
        if !path.parameters.isEmpty { refusals.append((404, "There is no such thing.")) }
        // What takes no content must still refuse some.
        if isRepeatable {
            refusals[0].1 = "The body is not JSON, or the token was given in more than one way."
            refusals.append((413, "The body is too large."))
            refusals.append((415, "The body is not application/json in UTF-8."))
        }
        if isRepeatable || method == .delete {
            refusals.append((409, "The same key is being worked on, or something else changed the same thing."))
        }
        if body != nil || !query.isEmpty || !path.parameters.isEmpty {
            refusals.append((422, "Something in the body, the query or the path breaks a rule; the errors name it."))
        }
        refusals.append((429, "The application makes too many requests."))
        refusals.append((503, "Something that the server needs is away."))
        return refusals.sorted { $0.0 < $1.0 }.map { (status: $0.0, when: $0.1) }
    }
}
