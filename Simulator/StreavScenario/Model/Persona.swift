/// Who sits in front of a client.
public enum Persona: String, Sendable, Hashable, CaseIterable {
    /// Watches.
    case watcher
    /// Changes channels all the time.
    case surfer
    /// Takes all there is of a channel, as soon as it is there.
    case restreamer
    /// One subscription in several households at once: must meet the limit, or the run has shown nothing.
    case sharer
    /// A set-top box in a quarter that loses its power: all of them are gone at once, and back at once.
    case reboot
    /// Fetches the channel list and the guide on the hour.
    case epgPuller = "epg-puller"
    /// Somebody whose subscription ends while it watches: must be cut off in time, or the run has shown nothing.
    case lapsing
    /// Tries what it must not.
    case attacker

    /// Whether the platform has no reason to refuse it.
    public var isHonest: Bool { ![.sharer, .lapsing, .attacker].contains(self) }
}
