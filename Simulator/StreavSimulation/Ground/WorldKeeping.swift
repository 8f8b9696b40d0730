import StreavSQL

/// Where it is kept what a new world tells once, for later starts on the same database.
protocol WorldKeeping: Sendable {
    /// Those of the world that is in the database; nil where there is none, or they were not kept.
    func credentials() async throws -> Credentials?
    /// Called in the transaction that makes the world, before it is committed; again where that is run again, and the
    /// last call counts.
    func prepareToKeep(_ world: SeededWorld, _ connection: any DatabaseConnection) throws
    /// The world that was prepared for is in the database by now, be it by an earlier process.
    func finishKeeping() throws
    /// What was prepared belongs to a world that was never committed.
    func forgetPrepared()
}
