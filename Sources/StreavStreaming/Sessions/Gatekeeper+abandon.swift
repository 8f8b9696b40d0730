extension Gatekeeper {
    /// A session whose channel had nothing to give: its place is free at once. Its socket, if it has one, is left to
    /// the caller. Harmless for a session that is over.
    public func abandon(session: String) {
        registry.end(session, .abandoned)
    }
}
