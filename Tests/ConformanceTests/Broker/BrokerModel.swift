import StreavPorts

/// What one queue with dead letters and one consumer of prefetch 1 must do, as plainly as it can be said.
struct BrokerModel {
    struct Entry: Equatable {
        var id: String
        var deliveries = 0
    }

    let deliveryLimit: Int
    let maximumLength: Int
    private(set) var ready: [Entry] = []
    private(set) var held: Entry?
    private(set) var dead: [String] = []
    private(set) var acknowledged: [String] = []

    init(deliveryLimit: Int, maximumLength: Int) {
        self.deliveryLimit = deliveryLimit
        self.maximumLength = maximumLength
    }

    mutating func publish(_ id: String) {
        ready.append(Entry(id: id))
        deliver()
        trim()
    }

    enum Decision: CaseIterable {
        case acknowledge
        case requeue
        case deadLetter
        case fail
        /// The consumer is cancelled and another begins.
        case restart
    }

    mutating func decide(_ decision: Decision) {
        if let entry = held {
            held = nil
            switch decision {
            case .acknowledge: acknowledged.append(entry.id)
            case .deadLetter: dead.append(entry.id)
            case .requeue, .fail, .restart:
                if entry.deliveries >= deliveryLimit {
                    dead.append(entry.id)
                } else {
                    ready.insert(entry, at: 0)
                    // Its consumer has room for it; after a restart nobody has, for a moment.
                    if decision != .restart { deliver() }
                    trim()
                }
            }
        }
        deliver()
    }

    private mutating func deliver() {
        guard held == nil, !ready.isEmpty else { return }
        held = ready.removeFirst()
        held?.deliveries += 1
    }

    private mutating func trim() {
        while ready.count > maximumLength { dead.append(ready.removeFirst().id) }
    }
}
