import Testing

@testable import StreavStreaming

@Suite("A cache bounded by cost")
struct CostBoundedCacheTests {
    @Test("What was used longest ago goes first, and the sum never exceeds the limit")
    func evicts() {
        var cache = CostBoundedCache<Int, String>(limit: 10, capacity: 100)
        cache.set("a", forKey: 1, cost: 4)
        cache.set("b", forKey: 2, cost: 4)
        #expect(cache.value(forKey: 1) == "a")
        cache.set("c", forKey: 3, cost: 4)
        #expect(cache.value(forKey: 2) == nil)
        #expect(cache.value(forKey: 1) == "a" && cache.value(forKey: 3) == "c" && cache.cost == 8)
        cache.set("d", forKey: 1, cost: 1)
        #expect(cache.cost == 5 && cache.value(forKey: 1) == "d")
        cache.remove(1)
        #expect(cache.cost == 4 && cache.count == 1)
    }

    @Test("What costs more than all is not kept, and puts nothing out")
    func tooDear() {
        var cache = CostBoundedCache<Int, String>(limit: 10, capacity: 100)
        cache.set("a", forKey: 1, cost: 10)
        cache.set("b", forKey: 2, cost: 11)
        #expect(cache.value(forKey: 1) == "a" && cache.value(forKey: 2) == nil && cache.cost == 10)
    }

    @Test("However cheap, there are no more than its capacity", arguments: 0..<20 as Range<UInt64>)
    func bounded(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var cache = CostBoundedCache<Int, Int>(limit: 50, capacity: 7)
        for _ in 0..<2_000 {
            let key = Int.random(in: 0..<20, using: &random)
            if Bool.random(using: &random) {
                cache.set(key, forKey: key, cost: Int.random(in: 0...20, using: &random))
            } else if Bool.random(using: &random) {
                cache.remove(key)
            } else if let value = cache.value(forKey: key) {
                #expect(value == key)
            }
            #expect(cache.cost <= 50 && cache.count <= 7 && cache.cost >= 0)
        }
    }

    /// SplitMix64.
    private struct SeededNumbers: RandomNumberGenerator {
        var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
