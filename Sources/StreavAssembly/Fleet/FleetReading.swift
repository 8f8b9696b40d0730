import StreavDomain
import StreavSQL
import StreavStore

/// What a node reads of the fleet, all of one moment.
struct FleetReading: Sendable {
    var revision: Int64
    var servers: [Server]
    var assignments: [ServerAssignment]
    /// Those that the node is to run.
    var streams: [LiveStream]

    init(_ connection: any DatabaseConnection, own: ServerID) throws {
        revision = try connection.assignments.revision()
        servers = try connection.servers.all()
        assignments = try connection.assignments.all()
        streams = try connection.liveStreams.enabled(on: own)
    }
}
