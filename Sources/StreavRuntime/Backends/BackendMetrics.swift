import StreavPostgres
import StreavRabbitMQ
import StreavRedis
import StreavTelemetry

/// What the backing services of a program tell scrapers: how their connections stand, without asking the servers.
enum BackendMetrics {
    static func register(_ database: PostgresDatabase, in registry: MetricRegistry) {
        registry.register(
            "streav_database_connections", help: "Connections to the database by state.", kind: .gauge
        ) {
            let status = database.status
            return [("busy", status.busy), ("connecting", status.connecting), ("idle", status.idle)].map {
                state, count in
                MetricSample(count, labels: [("state", state)])
            }
        }
        registry.register(
            "streav_database_waiting", help: "Transactions that wait for a connection.", kind: .gauge
        ) {
            [MetricSample(database.status.waiting)]
        }
        registry.register(
            "streav_database_reachable", help: "0 once connecting failed several times in a row, until it succeeds.",
            kind: .gauge
        ) {
            [MetricSample(database.status.isReachable ? 1 : 0)]
        }
        registry.register(
            "streav_database_retries_total", help: "Transactions that were tried again.", kind: .counter
        ) {
            [MetricSample(Int(clamping: database.retries))]
        }
    }

    static func register(_ cache: RedisCache, in registry: MetricRegistry) {
        registry.register("streav_cache_connected", help: "1 while the cache is connected.", kind: .gauge) {
            [MetricSample(cache.isConnected ? 1 : 0)]
        }
    }

    static func register(_ broker: RabbitMQBroker, in registry: MetricRegistry) {
        registry.register(
            "streav_broker_connected",
            help: "1 for each connection to the broker that is there. It is made when it is first needed.",
            kind: .gauge
        ) {
            let status = broker.status
            return [("consume", status.isConsumerConnected), ("publish", status.isPublisherConnected)].map {
                MetricSample($1 ? 1 : 0, labels: [("connection", $0)])
            }
        }
        registry.register(
            "streav_broker_blocked", help: "1 while the broker takes no messages, since it is short of room.",
            kind: .gauge
        ) {
            [MetricSample(broker.status.isBlocked ? 1 : 0)]
        }
        registry.register(
            "streav_broker_published_total", help: "Messages to the broker, by whether it confirmed them.",
            kind: .counter
        ) {
            let status = broker.status
            return [("confirmed", status.confirmed), ("failed", status.failed)].map {
                MetricSample(Int(clamping: $1), labels: [("outcome", $0)])
            }
        }
    }
}
