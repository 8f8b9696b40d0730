/// What the platform of a simulation stands on.
public enum SimulationBackend: String, Sendable, CaseIterable {
    /// SQLite, and a cache and a broker in this process.
    case local
    /// The PostgreSQL, the Redis and the RabbitMQ that the environment names, as for the programs of a deployment.
    case production
}
