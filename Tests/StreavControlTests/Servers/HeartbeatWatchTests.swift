import StreavControl
import StreavDomain
import StreavPorts
import Testing

@Suite("Who has fallen silent")
struct HeartbeatWatchTests {
    private static let one = ServerID(1)
    private static let two = ServerID(2)

    private var watch = HeartbeatWatch(limit: .seconds(6), longestStep: .seconds(2))

    @Test("A server is lost after three heartbeats that did not come, and found with the next")
    func silence() {
        var watch = watch
        var now = MonotonicInstant.zero
        var lost: [Int] = []
        for second in 0..<20 {
            // The second one speaks every two seconds; the first is silent from the fifth second to the fifteenth.
            let count = Int64(second < 5 ? second / 2 : second < 15 ? 2 : second)
            if watch.look([Self.one: count, Self.two: Int64(second / 2)], at: now)[Self.one] != nil {
                lost.append(second)
            }
            now = now + .seconds(1)
        }
        #expect(lost == Array(10..<15))
    }

    @Test("Whoever could not look for an hour has seen nobody fall silent in it")
    func blindness() {
        var watch = watch
        #expect(watch.look([Self.one: 1], at: .zero).isEmpty)
        #expect(watch.look([Self.one: 1], at: .zero + .seconds(3600)).isEmpty)
        #expect(watch.look([Self.one: 1], at: .zero + .seconds(3602)).isEmpty)
        #expect(watch.look([Self.one: 2], at: .zero + .seconds(3603)).isEmpty)
    }

    @Test("A silence from before a gap counts no more: in the gap nobody could speak")
    func gap() {
        var watch = watch
        var lost: [Int] = []
        // Looks at 0, 2 and 4 s, none until 24 s, then every second; nobody ever speaks again.
        for second in [0, 2, 4] + Array(24..<36)
        where !watch.look([Self.one: 1], at: .zero + .seconds(second)).isEmpty { lost.append(second) }
        #expect(lost == Array(30..<36))
    }

    @Test("One that begins to look declares nobody lost at once")
    func beginning() {
        var watch = watch
        #expect(watch.look([Self.one: 9, Self.two: 3], at: .zero + .seconds(100)).isEmpty)
        #expect(watch.look([Self.one: 9, Self.two: 4], at: .zero + .seconds(102)).isEmpty)
        #expect(watch.look([Self.one: 9, Self.two: 4], at: .zero + .seconds(104)).isEmpty)
        #expect(watch.look([Self.one: 9, Self.two: 5], at: .zero + .seconds(106)) == [Self.one: 9])
    }
}
