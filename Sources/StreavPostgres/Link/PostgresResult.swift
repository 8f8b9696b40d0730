internal import CLibPQ
internal import StreavSQL

/// One result of libpq's: owned, and freed with this value.
@safe struct PostgresResult: ~Copyable {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe PQclear(pointer)
    }

    private var status: ExecStatusType { unsafe PQresultStatus(pointer) }

    /// It holds one row, or, at the end of the rows, their columns and none.
    var hasRows: Bool { status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK }

    var rowCount: Int { Int(unsafe PQntuples(pointer)) }

    /// The statement ran, and this is all there is to say.
    var isComplete: Bool {
        status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
    }

    /// `INSERT 0 3`, `COMMIT` and the like.
    var command: String { unsafe text(unsafe PQcmdStatus(pointer)) }

    /// The rows that were inserted, changed or deleted; 0 for what does neither.
    var changes: Int {
        let words = command.split(separator: " ")
        guard let verb = words.first, ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(verb) else { return 0 }
        return words.last.flatMap { Int($0) } ?? 0
    }

    /// The server, or libpq, says that the link is at its end.
    var isEnd: Bool { failure?.kind == .lost }

    /// Why the statement failed; nil when it did not.
    var failure: PostgresFailure? {
        guard !isComplete, status != PGRES_SINGLE_TUPLE else { return nil }
        let state = field(streav_diag_state) ?? ""
        let severity = field(streav_diag_severity) ?? ""
        // Without a state libpq itself says that the link broke.
        let isLost = state.isEmpty || severity == "FATAL" || severity == "PANIC"
        let said = unsafe text(PQresultErrorMessage(pointer))
        var message = field(streav_diag_message) ?? said
        if state.hasPrefix("22") { message = PostgresErrors.sentence(forDataException: state) }
        return PostgresFailure(
            kind: isLost ? .lost : .refused, state: state, message: message, constraint: constraint(state))
    }

    private func constraint(_ state: String) -> String? {
        guard state == "23502", let table = field(streav_diag_table), let column = field(streav_diag_column) else {
            return field(streav_diag_constraint)
        }
        return "\(table).\(column)"
    }

    private func field(_ code: Int32) -> String? {
        guard let characters = unsafe PQresultErrorField(pointer, code) else { return nil }
        return unsafe String(cString: characters)
    }

    private func text(_ characters: UnsafePointer<CChar>?) -> String {
        guard let characters = unsafe characters else { return "" }
        return unsafe String(cString: characters)
    }
}
