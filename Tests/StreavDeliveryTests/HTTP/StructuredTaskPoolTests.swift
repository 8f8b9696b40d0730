import Synchronization
import Testing

@testable import StreavDelivery

@Suite("F27: work that waits")
struct StructuredTaskPoolTests {
    @Test func `No more runs at a time than allowed, and all of it runs`() async {
        let pool = StructuredTaskPool(concurrency: 3, maximumWaiting: 100)
        let counts = Mutex((running: 0, most: 0, done: 0))
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<50 {
            let isTaken = pool.submit {
                counts.withLock {
                    $0.running += 1
                    $0.most = max($0.most, $0.running)
                }
                for _ in 0..<20 { await Task.yield() }
                let done = counts.withLock {
                    $0.running -= 1
                    $0.done += 1
                    return $0.done
                }
                if done == 50 { end.finish() }
            }
            #expect(isTaken)
        }
        await withTaskGroup { group in
            group.addTask { await pool.run() }
            for await _ in ends {}
            group.cancelAll()
        }
        let (running, most, done) = counts.withLock { $0 }
        #expect(running == 0)
        #expect(most >= 1 && most <= 3)
        #expect(done == 50)
        #expect(!pool.submit {})
    }

    @Test func `A full queue refuses`() {
        let pool = StructuredTaskPool(concurrency: 1, maximumWaiting: 2)
        #expect(pool.submit {})
        #expect(pool.submit {})
        #expect(!pool.submit {})
        #expect(pool.load == (waiting: 2, running: 0))
    }

    @Test func `Work given from outside wakes a pool that waits`() async {
        let pool = StructuredTaskPool(concurrency: 2, maximumWaiting: 10)
        let (results, result) = AsyncStream.makeStream(of: Int.self)
        await withTaskGroup { group in
            group.addTask { await pool.run() }
            var iterator = results.makeAsyncIterator()
            for number in 0..<100 {
                #expect(pool.submit { result.yield(number) })
                #expect(await iterator.next() == number)
            }
            group.cancelAll()
        }
    }

    @Test func `The rules hold for any order of events`() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<50 {
            let (concurrency, room) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...5, using: &random))
            var machine = TaskPoolStateMachine<Int>(concurrency: concurrency, maximumWaiting: room)
            var (given, taken, running) = (0, 0, 0)
            for _ in 0..<200 {
                switch Int.random(in: 0..<3, using: &random) {
                case 0:
                    let isFull = given - taken == room
                    let isTaken = machine.submit(given)
                    #expect(isTaken == !isFull)
                    if !isFull { given += 1 }
                case 1:
                    guard case .run(let number) = machine.next() else {
                        #expect(running == concurrency || given == taken)
                        continue
                    }
                    #expect(number == taken)
                    (taken, running) = (taken + 1, running + 1)
                default:
                    guard running > 0 else { continue }
                    machine.didEnd()
                    running -= 1
                }
                #expect(running <= concurrency)
            }
            machine.finish()
            let isTaken = machine.submit(0)
            #expect(!isTaken)
            guard case .finish = machine.next() else {
                Issue.record("a finished pool hands out nothing")
                continue
            }
        }
    }
}
