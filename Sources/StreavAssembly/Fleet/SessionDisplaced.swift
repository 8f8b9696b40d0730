/// A session of one node has given its place to one of another: the node it is on should end it. Sent by nodes to nodes
/// past the outbox: what gets lost is noticed with the session's next renewal.
struct SessionDisplaced: Codable, Sendable {
    static let type = "session.displaced"

    var session: String
}
