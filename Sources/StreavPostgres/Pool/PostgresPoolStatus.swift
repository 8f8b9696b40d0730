/// How a pool stands, for health pages and metrics.
public struct PostgresPoolStatus: Sendable, Equatable {
    /// Connections that lie idle.
    public var idle = 0
    /// Connections in a transaction.
    public var busy = 0
    /// Connections that are being made.
    public var connecting = 0
    /// Transactions that wait for a connection.
    public var waiting = 0
    /// False once connecting failed several times in a row, until it succeeds.
    public var isReachable = true
}
