extension Gatekeeper {
    /// A session whose channel had nothing to give: its place is free at once.
    public func abandon(session: String) {
        registry.end(session, .socketClosed)
    }
}
