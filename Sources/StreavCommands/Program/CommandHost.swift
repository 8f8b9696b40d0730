public import StreavPorts

/// What a command has of the machine and the platform that it is typed at. The runtime makes one of the settings, tests
/// one of fixtures.
public struct CommandHost: Sendable {
    public var clock: StreavClock
    /// Makes tokens, secrets and passwords: it must be cryptographic.
    public var entropy: any Entropy
    public var terminal: any CommandTerminal
    /// Who types: a name of the operating system's, for the activity log.
    public var operatorName: String
    /// Makes the backends, without waiting for any.
    ///
    /// - Throws: ``CommandFailure`` for settings that cannot be used.
    public var open: @Sendable (CommandOpening) async throws -> CommandBackends
    /// What is set, from where, and what is wrong with it, for each setting that there is.
    public var settings: @Sendable (_ folder: String?) -> [ConfiguredSetting]

    public init(
        clock: StreavClock, entropy: any Entropy, terminal: any CommandTerminal, operatorName: String,
        open: @escaping @Sendable (CommandOpening) async throws -> CommandBackends,
        settings: @escaping @Sendable (_ folder: String?) -> [ConfiguredSetting]
    ) {
        self.clock = clock
        self.entropy = entropy
        self.terminal = terminal
        self.operatorName = operatorName
        self.open = open
        self.settings = settings
    }
}
