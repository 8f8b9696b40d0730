/// Who sits in front of a client.
public enum Persona: String, Sendable, Hashable, CaseIterable {
    /// Watches.
    case watcher
    /// Changes channels all the time.
    case surfer
    /// Takes every channel it can, day and night.
    case restreamer
    /// One subscription in several households at once: must meet the limit.
    case sharer
    /// A set-top box that restarts again and again.
    case reboot
    /// Fetches the channel list and the guide on the hour.
    case epgPuller = "epg-puller"
    /// Tries what it must not.
    case attacker
}
