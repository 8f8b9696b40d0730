internal import StreavDomain

/// What happened since the last writing, in bounds: equal events are one with a count, and beyond so many different
/// ones only their number is kept.
struct AuthenticationTally: Sendable {
    struct Noted: Sendable, Equatable {
        let event: AuthenticationEvent
        let first: Timestamp
        var count: Int
    }

    /// Different ones in one writing. Who may enter is known to the operator; who may not is anybody, so it is they who
    /// could fill a log.
    static let entries = 256
    static let refusals = 32

    private(set) var noted: [Noted] = []
    /// Those beyond the bounds.
    private(set) var further = 0
    /// When the first of them was.
    private(set) var furtherSince: Timestamp?
    private var places: [AuthenticationEvent: Int] = [:]
    private var refusalCount = 0

    var isEmpty: Bool { noted.isEmpty && further == 0 }

    mutating func note(_ event: AuthenticationEvent, count: Int = 1, at now: Timestamp) {
        if let place = places[event] {
            noted[place].count += count
        } else if event.isRefusal ? refusalCount < Self.refusals : noted.count - refusalCount < Self.entries {
            if event.isRefusal { refusalCount += 1 }
            places[event] = noted.count
            noted.append(Noted(event: event, first: now, count: count))
        } else {
            further += count
            furtherSince = furtherSince ?? now
        }
    }

    /// Goes on from one that could not be written.
    mutating func restore(_ other: AuthenticationTally) {
        var restored = other
        for next in noted { restored.note(next.event, count: next.count, at: next.first) }
        restored.further += further
        restored.furtherSince = restored.furtherSince ?? furtherSince
        self = restored
    }
}
