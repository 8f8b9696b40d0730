/// The names of what can break.
public enum FaultWord: String, Sendable, Hashable, CaseIterable {
    /// The connection to a channel's source is reset.
    case sourceReset = "source.reset"
    /// A source stays connected and sends nothing.
    case sourceStall = "source.stall"
    /// A source sends less than its rate.
    case sourceSlow = "source.slow"
    /// A source sends noise, lost packets and empty ones.
    case sourceGarbage = "source.garbage"
    /// A source comes and goes.
    case sourceFlap = "source.flap"
    /// The cache is away, or forgets all it holds if no time is given.
    case cacheLost = "cache.lost"
    /// Every operation of the cache takes longer.
    case cacheSlow = "cache.slow"
    /// The cache drops entries it has acknowledged.
    case cacheForgetful = "cache.forgetful"
    /// The broker is away.
    case brokerDown = "broker.down"
    /// The broker delivers messages more than once.
    case brokerDuplicating = "broker.duplicating"
    /// The broker delivers messages out of order.
    case brokerReordering = "broker.reordering"
    /// The database is away.
    case databaseDown = "database.down"
    /// Every transaction of the database takes longer.
    case databaseSlow = "database.slow"
    /// The database refuses transactions as in conflict.
    case databaseBusy = "database.busy"
    /// The database refuses writes.
    case databaseReadonly = "database.readonly"
    /// A node is killed, and started again after `for`.
    case nodeKill = "node.kill"
    /// A node is asked to stop, and started again after `for`.
    case nodeDrain = "node.drain"
    /// Clients read slower than media plays.
    case clientsSlow = "clients.slow"
    /// Clients fall silent with their connections open.
    case clientsSilent = "clients.silent"
    /// The wall clock is set.
    case clockStep = "clock.step"
}
