internal import CLibPQ
internal import Glibc
internal import StreavDomain
internal import StreavPorts
internal import StreavSQL

/// One connection of libpq's, never waited for without a deadline: everything is sent and received in libpq's
/// non-blocking way, with poll(2) in between.
///
/// Used by one thread at a time. After a failure that is not ``PostgresFailure/Kind/refused`` it is of no use.
@safe final class PostgresLink {
    private let pointer: OpaquePointer
    private let clock: StreavClock
    /// Nothing more is read from it: the last answer never came, or it broke.
    private(set) var isBroken = false
    private var isEncrypted = false

    /// Milliseconds in which it is looked whether the deadline has passed, or something was overlooked.
    private static let longestPoll: Int64 = 100

    /// Connects, and sets the connection up.
    init(_ configuration: PostgresConfiguration, clock: StreavClock) throws(PostgresFailure) {
        let deadline = clock.monotonicNow + configuration.connectDeadline
        let parameters = configuration.parameters
        guard
            let started = unsafe CStrings.withArrays(
                parameters.map(\.keyword), parameters.map(\.value),
                { keys, values in
                    unsafe PQconnectStartParams(keys, values, 0)
                })
        else { throw .lost("libpq has no memory for a connection") }
        unsafe pointer = unsafe started
        self.clock = clock
        // By default libpq writes what the server remarks to standard error.
        unsafe PQsetNoticeReceiver(pointer, { _, _ in }, nil)
        try finishConnecting(by: deadline)
        isEncrypted = unsafe PQsslInUse(pointer) == 1
        try checkServer()
        _ = unsafe PQsetnonblocking(pointer, 1)
        try run(configuration.settings, by: deadline)
    }

    deinit {
        unsafe PQfinish(pointer)
    }

    /// A connection that lay idle: false when the server has ended it meanwhile.
    func isAlive() -> Bool {
        guard !isBroken else { return false }
        // Nothing was asked, so what there is to read is a remark, or the end.
        if (try? waitOnce(POLLIN, milliseconds: 0)) == true, unsafe PQconsumeInput(pointer) == 0 { isBroken = true }
        if unsafe PQstatus(pointer) != CONNECTION_OK { isBroken = true }
        return !isBroken
    }

    /// Runs statements without values, parted by semicolons, and returns the last one's command tag.
    @discardableResult
    func run(_ text: String, by deadline: MonotonicInstant) throws(PostgresFailure) -> String {
        try unsafe send { pointer in unsafe PQsendQuery(pointer, text) }
        return try finish(by: deadline)
    }

    func prepare(
        _ name: String, _ text: String, types: [UInt32], by deadline: MonotonicInstant
    ) throws(PostgresFailure) {
        try unsafe send { pointer in unsafe PQsendPrepare(pointer, name, text, CInt(types.count), types) }
        try finish(by: deadline)
    }

    /// The types that the values of a prepared statement have, declared or found by the server.
    func parameterTypes(of name: String, by deadline: MonotonicInstant) throws(PostgresFailure) -> [UInt32] {
        try unsafe send { pointer in unsafe PQsendDescribePrepared(pointer, name) }
        var types: [UInt32] = []
        var failure: PostgresFailure?
        while let result = try next(after: failure, by: deadline) {
            if let found = result.failure { failure = failure ?? found } else { types = result.parameterTypes }
        }
        if let failure { throw failure }
        return types
    }

    /// Begins a statement whose rows are asked for one by one with ``next(by:)``.
    ///
    /// - Parameter name: A prepared statement, or nil to run `text` as it is.
    func begin(_ name: String?, _ text: String, _ values: [SQLValue]) throws(PostgresFailure) {
        let parameters = try PostgresParameters(values)
        try unsafe send { pointer in
            unsafe parameters.withPointers { values, lengths, formats in
                let count = CInt(parameters.types.count)
                return if let name {
                    unsafe PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 1)
                } else {
                    unsafe PQsendQueryParams(pointer, text, count, parameters.types, values, lengths, formats, 1)
                }
            }
        }
        _ = unsafe PQsetSingleRowMode(pointer)
    }

    /// The next result of what was sent, one row each; nil when there is no other, and the link is free for the next
    /// statement.
    func next(by deadline: MonotonicInstant) throws(PostgresFailure) -> PostgresResult? {
        try flush(by: deadline)
        while unsafe PQisBusy(pointer) == 1 {
            // What is encrypted may have arrived in part, and wait in a buffer that poll(2) does not see.
            if !isEncrypted { try wait(POLLIN, by: deadline) }
            guard unsafe PQconsumeInput(pointer) == 1 else { throw broken() }
            guard isEncrypted, unsafe PQisBusy(pointer) == 1 else { continue }
            try waitAWhile(POLLIN, by: deadline)
        }
        guard let result = unsafe PQgetResult(pointer) else {
            // A failure that libpq notices while it has no statement left to report it with.
            if unsafe PQstatus(pointer) != CONNECTION_OK { throw broken() }
            return nil
        }
        let next = unsafe PostgresResult(owning: result)
        if next.isEnd { isBroken = true }
        return next
    }

    /// Reads what is left of a statement; throws the first failure in it, which came to an end with the statement.
    @discardableResult
    func finish(by deadline: MonotonicInstant) throws(PostgresFailure) -> String {
        var failure: PostgresFailure?
        var command = ""
        while let result = try next(after: failure, by: deadline) {
            if let found = result.failure { failure = failure ?? found } else { command = result.command }
        }
        if let failure { throw failure }
        return command
    }

    /// Like ``next(by:)``; a link that breaks after it has said why is told by what it said.
    func next(
        after failure: PostgresFailure?, by deadline: MonotonicInstant
    ) throws(PostgresFailure) -> PostgresResult? {
        do {
            return try next(by: deadline)
        } catch {
            throw failure ?? error
        }
    }

    private func send(_ call: (OpaquePointer) -> CInt) throws(PostgresFailure) {
        precondition(!isBroken, "a broken link was used")
        guard unsafe call(pointer) == 1 else {
            if unsafe PQstatus(pointer) == CONNECTION_OK {
                throw PostgresFailure(kind: .unsendable, message: message())
            }
            isBroken = true
            throw PostgresFailure(kind: .lost, message: message())
        }
    }

    private func flush(by deadline: MonotonicInstant) throws(PostgresFailure) {
        while true {
            switch unsafe PQflush(pointer) {
            case 0: return
            case 1:
                // The server may wait for its answers to be read before it reads on.
                try wait(POLLIN | POLLOUT, by: deadline)
                guard unsafe PQconsumeInput(pointer) == 1 else { throw broken() }
            default: throw broken()
            }
        }
    }

    private func finishConnecting(by deadline: MonotonicInstant) throws(PostgresFailure) {
        // As if the last step had asked for it (libpq's manual, PQconnectStartParams).
        var step = PGRES_POLLING_WRITING
        while step != PGRES_POLLING_OK {
            guard step == PGRES_POLLING_READING || step == PGRES_POLLING_WRITING,
                unsafe PQstatus(pointer) != CONNECTION_BAD
            else { throw broken() }
            try wait(step == PGRES_POLLING_READING ? POLLIN : POLLOUT, by: deadline)
            step = unsafe PQconnectPoll(pointer)
        }
    }

    private func checkServer() throws(PostgresFailure) {
        guard unsafe PQserverVersion(pointer) >= CInt(PostgresLimits.oldestServer) else {
            throw .lost("the server is older than PostgreSQL \(PostgresLimits.oldestServer / 10_000)")
        }
        let encoding = unsafe PQparameterStatus(pointer, "server_encoding").map { unsafe String(cString: $0) }
        guard encoding == "UTF8" else {
            throw .lost(
                "the database stores text as \(encoding ?? "nothing known"): make one with ENCODING 'UTF8'")
        }
    }

    private func wait(_ events: CInt, by deadline: MonotonicInstant) throws(PostgresFailure) {
        while try !waitAWhile(events, by: deadline) {}
    }

    /// False when nothing happened for a while. Throws when the deadline has passed.
    @discardableResult
    private func waitAWhile(_ events: CInt, by deadline: MonotonicInstant) throws(PostgresFailure) -> Bool {
        let left = deadline - clock.monotonicNow
        guard left > .zero else {
            isBroken = true
            throw PostgresFailure(kind: .silent, message: "the server did not answer in time")
        }
        // Rounded up, so that the last round is not a busy one.
        return try waitOnce(events, milliseconds: CInt(min(left.wholeMilliseconds, Self.longestPoll)) + 1)
    }

    /// False when nothing happened.
    private func waitOnce(_ events: CInt, milliseconds: CInt) throws(PostgresFailure) -> Bool {
        let descriptor = unsafe PQsocket(pointer)
        guard descriptor >= 0 else { throw broken() }
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let count = unsafe poll(&entry, 1, milliseconds)
        guard count >= 0 || errno == EINTR else { throw broken() }
        return count > 0
    }

    private func broken() -> PostgresFailure {
        isBroken = true
        return PostgresFailure(kind: .lost, message: message())
    }

    /// libpq's words, in one line.
    private func message() -> String {
        let text = unsafe PQerrorMessage(pointer).map { unsafe String(cString: $0) } ?? ""
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        return lines.isEmpty ? "the connection is gone" : lines.joined(separator: "; ")
    }
}
