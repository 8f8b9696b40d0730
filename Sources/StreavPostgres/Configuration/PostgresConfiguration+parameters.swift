internal import StreavDomain
internal import StreavSQL

extension PostgresConfiguration {
    /// What libpq is told, by keyword. An empty value is libpq's default.
    var parameters: [(keyword: String, value: String)] {
        let answer = String(max(1, statementDeadline.wholeMilliseconds))
        return [
            ("host", host), ("port", String(port)), ("user", user), ("password", password ?? ""),
            ("dbname", database), ("sslmode", tls.mode.rawValue), ("sslrootcert", tls.rootCertificate ?? ""),
            ("sslcert", tls.certificate ?? ""), ("sslkey", tls.key ?? ""),
            // Tried first otherwise, with whatever tickets the system's user has.
            ("gssencmode", "disable"),
            ("client_encoding", "UTF8"), ("application_name", "streav"),
            // A server that is gone without a word: an idle connection is found dead within half a minute, one that
            // waits for an answer within the statement's deadline.
            ("keepalives", "1"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "4"),
            ("tcp_user_timeout", answer),
        ]
    }

    /// What a connection is set to before anybody uses it. No part of it comes from outside but the schema's name,
    /// which is plain.
    var settings: String {
        let statement = max(1, statementDeadline.wholeMilliseconds * 9 / 10)
        let lock = min(DatabaseLimits.lockWait.wholeMilliseconds, statement)
        var values: [(String, String)] = [
            ("statement_timeout", "\(statement)"),
            ("lock_timeout", "\(lock)"),
            ("idle_in_transaction_session_timeout", "\(idleInTransactionDeadline.wholeMilliseconds)"),
            ("standard_conforming_strings", "on"),
            ("timezone", "'UTC'"),
        ]
        if let schema { values.append(("search_path", "\"\(schema)\"")) }
        return values.map { "SET \($0.0) = \($0.1)" }.joined(separator: "; ")
    }
}
