import StreavPorts
import Testing

@testable import StreavPostgres

@Suite("The pool of PostgreSQL connections, as a state machine")
struct PostgresPoolStateMachineTests {
    typealias Machine = PostgresPoolStateMachine

    private static func at(_ milliseconds: Int) -> MonotonicInstant {
        MonotonicInstant(offset: .milliseconds(milliseconds))
    }

    @Test("connections are made as they are wanted, and the one released last is used first")
    func order() {
        var pool = Machine(places: 2)
        #expect(pool.acquire(1, .read, now: .zero) == [.init(waiter: 1, answer: .connect(0))])
        #expect(pool.connected(0, now: .zero) == [])
        #expect(pool.acquire(2, .write, now: .zero) == [.init(waiter: 2, answer: .connect(1))])
        #expect(pool.connected(1, now: .zero) == [])
        #expect(pool.acquire(3, .read, now: .zero) == [])
        #expect(pool.acquire(4, .read, now: .zero) == [])
        #expect(pool.release(1, isBroken: false, now: .zero).decisions == [.init(waiter: 3, answer: .use(1))])
        #expect(pool.release(0, isBroken: false, now: .zero).decisions == [.init(waiter: 4, answer: .use(0))])
        _ = pool.release(0, isBroken: false, now: .zero)
        _ = pool.release(1, isBroken: false, now: .zero)
        #expect(pool.acquire(5, .read, now: .zero) == [.init(waiter: 5, answer: .use(1))])
        #expect(pool.status == PostgresPoolStatus(idle: 1, busy: 1))
    }

    @Test("the queue has a bound")
    func queueBound() {
        var pool = Machine(places: 1)
        for waiter in 0...UInt64(PostgresLimits.waiters) { _ = pool.acquire(waiter, .read, now: .zero) }
        #expect(pool.acquire(5_000, .read, now: .zero) == [.init(waiter: 5_000, answer: .refused(.queueFull))])
    }

    @Test("an exclusive write runs beside reads and no other write, and writes behind it wait")
    func exclusive() {
        var pool = Machine(places: 4)
        _ = pool.acquire(1, .write, now: .zero)
        _ = pool.connected(0, now: .zero)
        #expect(pool.acquire(2, .exclusiveWrite, now: .zero) == [])
        #expect(pool.acquire(3, .write, now: .zero) == [])
        #expect(pool.acquire(4, .read, now: .zero) == [.init(waiter: 4, answer: .connect(1))])
        _ = pool.connected(1, now: .zero)
        #expect(pool.release(0, isBroken: false, now: .zero).decisions == [.init(waiter: 2, answer: .use(0))])
        #expect(pool.acquire(5, .exclusiveWrite, now: .zero) == [])
        #expect(pool.release(0, isBroken: false, now: .zero).decisions == [.init(waiter: 3, answer: .use(0))])
        // One that goes away no longer stands in the way of those behind it.
        #expect(pool.acquire(6, .write, now: .zero) == [])
        #expect(pool.abandon(5, now: .zero).decisions == [.init(waiter: 6, answer: .connect(2))])
        #expect(!pool.abandon(5, now: .zero).wasWaiting)
    }

    @Test("after three failures nobody connects for a while, then one does")
    func circuit() {
        var pool = Machine(places: 4)
        for failure in 1...3 {
            #expect(pool.acquire(UInt64(failure), .read, now: .zero).first?.answer == .connect(0))
            #expect(pool.connectFailed(0, now: .zero, jitter: 0).mayWait == false)
        }
        #expect(pool.status.isReachable == false)
        #expect(pool.acquire(4, .read, now: Self.at(124)).first?.answer == .refused(.unreachable(failures: 3)))
        #expect(pool.acquire(5, .read, now: Self.at(125)).first?.answer == .connect(0))
        // While one tries, the others wait for how it goes.
        #expect(pool.acquire(6, .read, now: Self.at(126)) == [])
        let failed = pool.connectFailed(0, now: Self.at(130), jitter: 0)
        #expect(failed.decisions == [.init(waiter: 6, answer: .refused(.unreachable(failures: 4)))])
        #expect(pool.acquire(7, .read, now: Self.at(379)).first?.answer == .refused(.unreachable(failures: 4)))
        #expect(pool.acquire(8, .read, now: Self.at(380)).first?.answer == .connect(0))
        #expect(pool.acquire(9, .read, now: Self.at(381)) == [])
        #expect(pool.connected(0, now: Self.at(382)) == [.init(waiter: 9, answer: .connect(1))])
        #expect(pool.status.isReachable)
    }

    @Test("where some connections are there and no more can be made, those who want one wait for them")
    func fewerThanWanted() {
        var pool = Machine(places: 3)
        _ = pool.acquire(1, .read, now: .zero)
        _ = pool.connected(0, now: .zero)
        for waiter in 2...4 as ClosedRange<UInt64> {
            #expect(pool.acquire(waiter, .read, now: .zero).first?.answer == .connect(1))
            #expect(pool.connectFailed(1, now: .zero, jitter: 0).mayWait)
        }
        #expect(pool.acquire(5, .read, now: .zero) == [])
        #expect(pool.release(0, isBroken: false, now: .zero).decisions == [.init(waiter: 5, answer: .use(0))])
        #expect(pool.acquire(6, .read, now: .zero) == [])
        // The last one breaks: nothing is left to wait for.
        let broken = pool.release(0, isBroken: true, now: .zero).decisions
        #expect(broken == [.init(waiter: 6, answer: .refused(.unreachable(failures: 3)))])
    }

    @Test("a closed pool refuses, and closes each connection when it comes back")
    func closing() {
        var pool = Machine(places: 2)
        _ = pool.acquire(1, .read, now: .zero)
        _ = pool.acquire(2, .read, now: .zero)
        _ = pool.connected(0, now: .zero)
        _ = pool.connected(1, now: .zero)
        _ = pool.release(1, isBroken: false, now: .zero)
        let closed = pool.close()
        #expect(closed.idle == [1])
        #expect(pool.acquire(3, .read, now: .zero).first?.answer == .refused(.closed))
        #expect(!pool.isQuiet)
        #expect(pool.release(0, isBroken: false, now: .zero).mustClose)
        #expect(pool.isQuiet)
    }

    @Test(
        "whatever happens, nobody is forgotten and nobody has what another has",
        arguments: 1...40 as ClosedRange<UInt64>)
    func randomSteps(_ seed: UInt64) {
        var model = PoolModel(seed: seed)
        for _ in 0..<4_000 { model.step() }
        model.finish()
    }
}
