import Synchronization
import Testing

@testable import StreavStreaming

@Suite("Turns")
struct TurnQueueTests {
    private final class Room: Sendable {
        private let state = Mutex((inside: [Int: Int](), done: 0))

        func enter(_ key: Int) -> Int {
            state.withLock { state in
                state.inside[key, default: 0] += 1
                return state.inside[key] ?? 0
            }
        }

        func leave(_ key: Int) {
            state.withLock { state in
                state.inside[key, default: 0] -= 1
                state.done += 1
            }
        }

        var done: Int { state.withLock { $0.done } }
    }

    @Test("Never two at once for a key, and all of them in the end")
    func exclusion() async {
        let turns = TurnQueue<Int>()
        let room = Room()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let key = number % 3
                    await turns.withTurn(key, capacity: 1000) {
                        #expect(room.enter(key) == 1)
                        await Task.yield()
                        room.leave(key)
                    }
                }
            }
        }
        #expect(room.done == 300)
    }

    @Test("When too many wait the next is turned away at once, but not one that must come in")
    func crowd() async {
        let turns = TurnQueue<Int>()
        let outer: Bool? = await turns.withTurn(1, capacity: 0) {
            let inner: Bool? = await turns.withTurn(1, capacity: 0) { true }
            #expect(inner == nil)
            let other: Bool? = await turns.withTurn(2, capacity: 0) { true }
            #expect(other == true)
            return true
        }
        #expect(outer == true)
        let room = Room()
        await turns.withCertainTurn(1) { room.leave(1) }
        #expect(room.done == 1)
    }
}
