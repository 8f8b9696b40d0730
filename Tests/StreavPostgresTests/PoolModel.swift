import StreavLocal
import StreavPorts
import Testing

@testable import StreavPostgres

/// Random steps of a pool, and what must hold after each.
struct PoolModel {
    private typealias Machine = PostgresPoolStateMachine

    private enum Holder {
        case connecting(Machine.Purpose)
        case using(Machine.Purpose)
    }

    private let entropy: SeededEntropy
    private let places: Int
    private var pool: PostgresPoolStateMachine
    private var now = MonotonicInstant.zero
    private var lastWaiter: UInt64 = 0
    private var waiting: [UInt64: Machine.Purpose] = [:]
    private var holders: [Int: Holder] = [:]
    private var idle: Set<Int> = []
    /// Whether connecting succeeds now.
    private var isServerUp = true
    private var isClosed = false

    init(seed: UInt64) {
        entropy = SeededEntropy(seed: seed)
        places = 1 + Int(seed % 6)
        pool = Machine(places: places)
    }

    private func below(_ bound: Int) -> Int { Int(entropy.next() % UInt64(bound)) }

    mutating func step() {
        now = now + .milliseconds(below(40))
        switch below(100) {
        case 0..<40: acquire()
        case 40..<80: settleOne()
        case 80..<88: abandonOne()
        case 88..<91: isServerUp.toggle()
        case 91..<92: now = now + .seconds(20)
        default: settleOne()
        }
        check()
    }

    /// Closes the pool, lets everybody end, and sees that nothing is left.
    mutating func finish() {
        let closed = pool.close()
        isClosed = true
        #expect(Set(closed.idle) == idle)
        idle = []
        take(closed.decisions)
        #expect(waiting.isEmpty)
        while !holders.isEmpty { settleOne() }
        #expect(pool.isQuiet)
        #expect(pool.status.waiting == 0)
    }

    private mutating func acquire() {
        lastWaiter += 1
        let purpose = [Machine.Purpose.read, .read, .write, .write, .exclusiveWrite][below(5)]
        waiting[lastWaiter] = purpose
        take(pool.acquire(lastWaiter, purpose, now: now))
    }

    private mutating func abandonOne() {
        guard let waiter = waiting.keys.sorted().first else { return }
        waiting[waiter] = nil
        let abandoned = pool.abandon(waiter, now: now)
        #expect(abandoned.wasWaiting)
        take(abandoned.decisions)
    }

    private mutating func settleOne() {
        let held = holders.keys.sorted()
        guard !held.isEmpty else { return }
        let place = held[below(held.count)]
        switch holders.removeValue(forKey: place) {
        case .connecting(let purpose):
            if isServerUp {
                holders[place] = .using(purpose)
                take(pool.connected(place, now: now))
            } else {
                let failed = pool.connectFailed(place, now: now, jitter: entropy.unit())
                // What is decided at once may take the place of those who failed.
                take(failed.decisions)
            }
        case .using:
            let isBroken = !isServerUp || below(20) == 0
            let released = pool.release(place, isBroken: isBroken, now: now)
            #expect(released.mustClose == (isClosed && !isBroken))
            if !isBroken, !isClosed { idle.insert(place) }
            take(released.decisions)
        case nil: break
        }
    }

    private mutating func take(_ decisions: [PostgresPoolStateMachine.Decision]) {
        for decision in decisions {
            guard let purpose = waiting.removeValue(forKey: decision.waiter) else {
                Issue.record("an answer for one who does not wait")
                continue
            }
            switch decision.answer {
            case .use(let place):
                #expect(holders[place] == nil)
                #expect(idle.remove(place) != nil, "a connection that is not idle was given out")
                holders[place] = .using(purpose)
            case .connect(let place):
                #expect(holders[place] == nil && !idle.contains(place))
                holders[place] = .connecting(purpose)
            case .refused(.unreachable):
                // Nobody is turned away while there is a connection to wait for, those of this very step apart.
                #expect(holders.isEmpty && idle.isEmpty)
            case .refused(let refusal):
                #expect(refusal == .closed && isClosed)
            }
        }
    }

    private func check() {
        let status = pool.status
        #expect(status.waiting == waiting.count)
        #expect(status.idle == idle.count)
        #expect(status.busy + status.connecting == holders.count)
        #expect(holders.count + idle.count <= places)
        let writes = holders.values.filter { Self.purpose($0) != .read }
        if writes.contains(where: { Self.purpose($0) == .exclusiveWrite }) {
            #expect(writes.count == 1, "an exclusive write is not alone")
        }
        // A read never waits beside an idle connection.
        if !idle.isEmpty { #expect(!waiting.values.contains(.read)) }
        // And nobody waits where nothing happens that could end the wait.
        if !waiting.isEmpty { #expect(!holders.isEmpty) }
    }

    private static func purpose(_ holder: Holder) -> Machine.Purpose {
        switch holder {
        case .connecting(let purpose), .using(let purpose): purpose
        }
    }
}
