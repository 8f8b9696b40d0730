internal import StreavSQL

/// PostgreSQL's states (its manual, appendix A) as the port's codes.
enum PostgresErrors {
    /// A failure inside a transaction that was not yet asked to commit.
    static func translate(_ failure: PostgresFailure) -> DatabaseError {
        let code: DatabaseError.Code =
            switch failure.kind {
            case .silent: .timedOut
            case .unsendable: .badStatement
            // What ended an idle transaction was a program that took its time.
            case .lost: failure.state == "25P03" ? .timedOut : .unavailable
            case .refused: self.code(failure.state)
            }
        return DatabaseError(
            code, message(failure, code), constraint: isViolation(code) ? failure.constraint : nil,
            underlying: failure)
    }

    /// A failure of COMMIT itself.
    static func translateCommit(_ failure: PostgresFailure) -> DatabaseError {
        switch failure.kind {
        case .refused: translate(failure)
        case .unsendable: DatabaseError(.unavailable, failure.message, underlying: failure)
        case .lost, .silent:
            DatabaseError(
                .outcomeUnknown,
                "the connection failed while the transaction was being committed: \(failure.description)",
                underlying: failure)
        }
    }

    /// The transaction may well succeed when it is run again.
    static func isCollision(_ failure: PostgresFailure) -> Bool {
        guard failure.kind == .refused else { return false }
        switch failure.state {
        case "40001", "40P01": return true
        // A prepared statement that no longer is what the schema says, or that somebody took away.
        case "26000": return true
        case "0A000": return failure.message.contains("cached plan")
        default: return false
        }
    }

    private static func code(_ state: String) -> DatabaseError.Code {
        switch state {
        case "23505", "23P01": return .uniqueViolation
        case "23503", "23001": return .foreignKeyViolation
        case "23514", "44000": return .checkViolation
        case "23502": return .notNullViolation
        case "40001", "40P01": return .serializationFailure
        case "25006": return .readOnly
        case "57014", "55P03", "25P03": return .timedOut
        // A right that is missing is no mistake of the statement.
        case "42501": return .unavailable
        default: break
        }
        switch state.prefix(2) {
        // Connection, authorization, resources, operators, the system, configuration, the server itself.
        case "08", "28", "3D", "53", "57", "58", "F0", "XX": return .unavailable
        default: return .badStatement
        }
    }

    private static func isViolation(_ code: DatabaseError.Code) -> Bool {
        switch code {
        case .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation: true
        default: false
        }
    }

    private static func message(_ failure: PostgresFailure, _ code: DatabaseError.Code) -> String {
        let advice: String
        switch failure.state {
        case "53100": advice = ": make room on the server's disk"
        case "53300": advice = ": raise max_connections, or let fewer components have fewer connections"
        case "42501": advice = ": grant the role what it lacks"
        case "57014": advice = ": it took too long"
        default: advice = ""
        }
        return failure.description + advice
    }

    /// The server's own words would repeat the value.
    static func sentence(forDataException state: String) -> String {
        switch state {
        case "22001": "a text is too long for its column"
        case "22003": "a number is out of its column's range"
        case "22012": "a division by zero"
        case "22021", "22P05": "a text holds characters that the database cannot store"
        case "22P02", "22P03": "a value is none of its type"
        default: "a value cannot be used as the statement says"
        }
    }

    /// Why there is no connection, and what to do about it.
    static func translateConnecting(
        _ failure: PostgresFailure, _ configuration: PostgresConfiguration
    ) -> DatabaseError {
        let said = failure.message
        let advice =
            advices.first { said.contains($0.words) }?.advice
            ?? (failure.kind == .silent ? "see that the address is right and that no firewall drops its packets" : nil)
        let reason = failure.kind == .silent ? "it did not answer within \(configuration.connectDeadline)" : said
        let message = "cannot connect to \(configuration): \(reason)" + (advice.map { ". To mend it: \($0)" } ?? "")
        return DatabaseError(.unavailable, message, underlying: failure)
    }

    /// libpq gives no state when connecting fails, only words.
    private static let advices: [(words: String, advice: String)] = [
        ("password authentication failed", "check user and password in the database's address"),
        ("no password supplied", "put the password into the database's address"),
        ("no pg_hba.conf entry", "let the server's pg_hba.conf accept this machine, user and database"),
        ("remaining connection slots", "raise max_connections, or let components have fewer connections"),
        ("too many clients", "raise max_connections, or let components have fewer connections"),
        ("server does not support SSL", "switch ssl on in the server, or say sslmode=prefer in the address"),
        ("root certificate file", "name the file of the trusted certificates as sslrootcert in the address"),
        ("certificate verify failed", "name the certificate of its authority as sslrootcert in the address"),
        ("server certificate for", "connect by the name in the server's certificate, or say sslmode=verify-ca"),
        ("does not exist", "make the database or the role, or name another one in the address"),
        ("Connection refused", "start the server, or correct host and port in the address"),
        ("could not translate host name", "correct the host in the address, or see to the name service"),
        ("No such file or directory", "start the server, or correct the socket's folder in the address"),
        ("starting up", "wait until the server has recovered"),
        ("is older than", "use a newer server"),
    ]
}
