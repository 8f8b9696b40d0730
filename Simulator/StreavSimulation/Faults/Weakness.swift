import StreavPorts

/// How much weaker than themselves the adapters are made in runs with faults, so that what production may do at any
/// time is done all the time: without it the local halves hide the mistakes that production would find, and servers
/// that are well show them too seldom.
struct Weakness: Sendable {
    /// Of transactions, those that collide with another and are run again.
    var conflicts = 0.02
    /// Of deliveries, those that come twice, and those that come later than what was published after them.
    var duplicates = 0.02
    var delays = 0.02

    static let production = Weakness()
    static let none = Weakness(conflicts: 0, duplicates: 0, delays: 0)

    /// What is under way when a server goes away may be done all the same, and nobody is told: as long as this after
    /// an outage began, writes are done and answered with an error.
    static let edge = Duration.milliseconds(100)
}
