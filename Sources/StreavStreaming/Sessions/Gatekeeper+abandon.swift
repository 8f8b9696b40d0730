extension Gatekeeper {
    /// A session whose channel had nothing to give: its place is free at once. Its socket, if it has one, is left to
    /// the caller. Harmless for a session that is over.
    public func abandon(session: String) {
        registry.end(session, .abandoned)
    }

    /// The answer on the connection came to nothing. A session that has sent nothing and has no other answer is over at
    /// once; one that has is left alone.
    public func abandonFile(session: String, connection: ConnectionKey) {
        fileEnded(session: session, connection: connection)
        let isNothing = registry.withMachine { machine in
            machine.sessions[session].map { $0.isBetweenFiles && $0.bytes == 0 } ?? false
        }
        if isNothing { registry.end(session, .abandoned) }
    }
}
