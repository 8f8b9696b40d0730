extension DashboardStyle {
    /// Connections, servers, applications and settings.
    static let platform = """
        .connection-amount { white-space: nowrap; }
        .application-kept { margin-block-start: var(--gap); }
        """
}
