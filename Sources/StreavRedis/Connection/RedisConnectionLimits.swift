import StreavPorts

/// The bounds of one connection.
struct RedisConnectionLimits: Sendable {
    /// From the first packet to a greeting that was answered.
    var connectDeadline: Duration = .seconds(2)
    /// From a call to its answer.
    var commandDeadline: Duration = .seconds(1)
    /// Commands without an answer, sent or not.
    var commands = 16_384
    /// Their bytes.
    var bytes = 64 << 20
    /// So many failures on end open the circuit: commands are refused at once until a connection is made again.
    var failuresToOpen = 2
    /// So many commands on end without an answer in time, though others are answered late, end a connection.
    var lateCommandsToHangUp = 256
    /// The wait after a first failure; it doubles with each. Half of it is random.
    var backoff: Duration = .milliseconds(100)
    var maximumBackoff: Duration = .seconds(5)
    /// Silence after which a quiet connection is tried.
    var keepAlive: Duration = .seconds(15)

    /// How long to wait after `failures` on end, 1 or more.
    func backoff(after failures: Int, random: UInt64) -> Duration {
        let doubled = backoff * (1 << min(failures - 1, 16))
        let half = min(doubled, maximumBackoff) / 2
        return half + half * Int(random % 1_024) / 1_024
    }
}
