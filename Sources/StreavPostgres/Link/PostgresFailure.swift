/// What went wrong on a link, before it is said in the port's words.
struct PostgresFailure: Error, Sendable, CustomStringConvertible {
    enum Kind: Sendable {
        /// The server refused a statement. The link is as good as before.
        case refused
        /// The link is gone.
        case lost
        /// No answer came in time. The link is given up.
        case silent
        /// The statement cannot be sent as it is. The link is as good as before.
        case unsendable
    }

    let kind: Kind
    /// SQLSTATE, five characters; empty where the server did not speak.
    var state = ""
    /// Holds no bound values and no secrets.
    let message: String
    /// The violated constraint, or `table.column`.
    var constraint: String?

    var description: String { state.isEmpty ? message : "\(message) (SQLSTATE \(state))" }

    static func lost(_ message: String) -> PostgresFailure {
        PostgresFailure(kind: .lost, message: message)
    }
}
