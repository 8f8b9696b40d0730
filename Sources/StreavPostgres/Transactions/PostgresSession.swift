internal import StreavPorts
internal import StreavSQL

/// A place for a connection, on a thread of its own.
actor PostgresSession {
    private let lane: PostgresLane
    private let configuration: PostgresConfiguration
    private let clock: StreavClock
    private var link: PostgresLink?
    private var statements = PreparedStatements()
    /// The link has served a transaction, so it may have ended since.
    private var isUsed = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe lane.asUnownedSerialExecutor() }

    init(slot: Int, _ configuration: PostgresConfiguration, clock: StreavClock) {
        lane = PostgresLane(slot)
        self.configuration = configuration
        self.clock = clock
    }

    func connect() throws(DatabaseError) {
        close()
        do throws(PostgresFailure) {
            link = try PostgresLink(configuration, clock: clock)
        } catch {
            throw PostgresErrors.translateConnecting(error, configuration)
        }
    }

    func close() {
        link = nil
        isUsed = false
        statements = PreparedStatements()
    }

    /// One attempt at a transaction.
    func run<Value: Sendable>(
        _ mode: TransactionMode, _ body: @Sendable (any DatabaseConnection) throws -> Value
    ) -> TransactionOutcome<Value> {
        guard let link else { preconditionFailure("a transaction was begun on a session without a connection") }
        let isOld = isUsed
        isUsed = true
        if isOld, !link.isAlive() { return outcome(.stale) }
        do throws(PostgresFailure) {
            try link.run(beginning(mode), by: deadline)
        } catch {
            if error.kind == .lost { return outcome(isOld ? .stale : .again(PostgresErrors.translate(error))) }
            // A standby has no serializable transactions; there is nothing else in a BEGIN that could be refused.
            let isStandby = mode == .write && error.state == "0A000"
            let failure =
                isStandby
                ? DatabaseError(.readOnly, "the server is a standby: \(error)", underlying: error)
                : PostgresErrors.translate(error)
            if isStandby { close() }
            return outcome(.failed(failure))
        }
        return attempt(mode, body, link)
    }

    private func attempt<Value: Sendable>(
        _ mode: TransactionMode, _ body: @Sendable (any DatabaseConnection) throws -> Value, _ link: PostgresLink
    ) -> TransactionOutcome<Value> {
        let connection = PostgresConnection(
            link, statements, clock: clock, statementDeadline: configuration.statementDeadline)
        let result = Result { try body(connection) }
        connection.end()
        statements = connection.statements
        switch result {
        case .success(let value) where connection.failure == nil:
            return commit(value, mode, link)
        case .success:
            return undo(connection.failure ?? DatabaseError(.badStatement, "no failure"), connection, mode, link)
        case .failure(let error):
            return undo(error, connection, mode, link)
        }
    }

    private func commit<Value: Sendable>(
        _ value: Value, _ mode: TransactionMode, _ link: PostgresLink
    ) -> TransactionOutcome<Value> {
        do throws(PostgresFailure) {
            let tag = try link.run("COMMIT", by: deadline)
            guard tag == "COMMIT" else {
                return outcome(.failed(DatabaseError(.badStatement, "the server answered COMMIT with \(tag)")))
            }
            return outcome(.value(value))
        } catch {
            // What was read was read.
            if mode == .read, error.kind == .lost || error.kind == .silent { return outcome(.value(value)) }
            let failure = PostgresErrors.translateCommit(error)
            return outcome(PostgresErrors.isCollision(error) ? .again(failure) : .failed(failure))
        }
    }

    private func undo<Value: Sendable>(
        _ error: any Error, _ connection: PostgresConnection, _ mode: TransactionMode, _ link: PostgresLink
    ) -> TransactionOutcome<Value> {
        let isLost = link.isBroken
        if !isLost { _ = try? link.run("ROLLBACK", by: deadline) }
        // A server that became read-only was primary before: the next connection may find the new one.
        if mode == .write, connection.failure?.code == .readOnly { close() }
        let isHarmless = mode == .read && isLost && connection.failure?.code == .unavailable
        return outcome(connection.isCollision || isHarmless ? .again(error) : .failed(error))
    }

    /// Also gives back what the server need not remember, in the same round trip.
    private func beginning(_ mode: TransactionMode) -> String {
        let discarded = statements.takeDiscarded()
        guard !discarded.isEmpty else { return mode.beginning }
        // After it: what runs in a transaction before its isolation is set makes that too late.
        return mode.beginning + "; " + PostgresConnection.deallocation(discarded)
    }

    private var deadline: MonotonicInstant { clock.monotonicNow + configuration.statementDeadline }

    private func outcome<Value>(_ verdict: TransactionOutcome<Value>.Verdict) -> TransactionOutcome<Value> {
        if link?.isBroken == true { close() }
        return TransactionOutcome(verdict: verdict, isBroken: link == nil)
    }
}
