/// Which server a process is, and which of its processes.
public struct ServerRegistration: Hashable, Sendable {
    public let server: ServerID
    /// Higher than that of any process that had the server's name before.
    public let incarnation: Int64

    public init(server: ServerID, incarnation: Int64) {
        self.server = server
        self.incarnation = incarnation
    }
}
