/// Which channels a fault strikes; `all`, `top-10` or a number in a scenario.
public enum ChannelSelection: Sendable, Hashable {
    case all
    /// The most popular.
    case top(Int)
    /// One, by popularity, from 1.
    case one(Int)
}
