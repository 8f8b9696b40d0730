/// What a run may be asked to have seen at least once. A run that never got there has tested nothing.
public enum SometimesEvent: Sendable, Hashable {
    /// `fault.` and the fault's name: it was applied and touched something.
    case faultBit(FaultWord)
    case observed(Observation)

    /// Seen by a virtual client.
    public enum Observation: String, Sendable, Hashable, CaseIterable {
        /// A viewer ran out of media.
        case stalled = "viewer.stalled"
        /// A viewer changed the channel.
        case zapped = "viewer.zapped"
        /// A viewer jumped in a film.
        case sought = "viewer.sought"
        /// A viewer was refused for a limit, an expiry or a restriction.
        case refused = "viewer.refused"
        /// A viewer was refused because the subscription had ended.
        case cutOff = "viewer.cut-off"
        /// A request was turned away for load, with a time to come back.
        case shed = "viewer.shed"
        /// A viewer fell out of the playlist's window.
        case missedWindow = "viewer.missed-window"
        /// A player took a better rendition.
        case switchedUp = "viewer.switched-up"
        /// A player took a poorer rendition.
        case switchedDown = "viewer.switched-down"
        /// A viewer saw a discontinuity: its channel went over to another source.
        case sawDiscontinuity = "viewer.saw-discontinuity"
        /// That, while out of media.
        case sawDiscontinuityStalled = "viewer.saw-discontinuity-while-stalled"
        /// A session ended without a word.
        case diedSilently = "viewer.died-silently"
        /// One of those who share a subscription was refused.
        case sharedOverLimit = "viewer.shared-over-limit"
        /// A viewer lost its power, and came back.
        case rebooted = "viewer.rebooted"
        /// An attack was turned away.
        case repelled = "attacker.repelled"
        /// A token was renewed.
        case renewedToken = "api.renewed-token"
    }

    public var name: String {
        switch self {
        case .faultBit(let word): "fault." + word.rawValue
        case .observed(let observation): observation.rawValue
        }
    }

    /// Every one there is.
    public static let all: [SometimesEvent] =
        Observation.allCases.map(SometimesEvent.observed) + FaultWord.allCases.map(SometimesEvent.faultBit)

    public init?(name: String) {
        guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
