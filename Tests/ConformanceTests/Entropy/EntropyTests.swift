import StreavLocal
import StreavPorts
import Testing

@Suite("Entropy")
struct EntropyTests {
    @Test("Every bit is set about half of the time", arguments: EntropyImplementation.allCases)
    func bits(_ implementation: EntropyImplementation) {
        let entropy = implementation.make()
        var counts = [Int](repeating: 0, count: 64)
        for _ in 0..<4_096 {
            let word = entropy.next()
            for bit in 0..<64 where word >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
        }
        // Mean 2 048, standard deviation 32: eight of them is beyond chance.
        #expect(counts.allSatisfy { (2_048 - 256...2_048 + 256).contains($0) })
    }

    @Test("Tokens have their length, their alphabet and no repetition", arguments: EntropyImplementation.allCases)
    func tokens(_ implementation: EntropyImplementation) {
        let entropy = implementation.make()
        let tokens = (0..<1_000).map { _ in entropy.token(length: 22) }
        #expect(Set(tokens).count == tokens.count)
        #expect(tokens.allSatisfy { $0.utf8.count == 22 })
        #expect(tokens.joined().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
        #expect(Set(tokens.joined()).count == 62)
        for count in [0, 1, 7, 8, 9, 33] { #expect(entropy.bytes(count).count == count) }
        #expect((0..<1_000).allSatisfy { _ in (0..<1).contains(entropy.unit()) })
    }

    @Test("Only the system's is fit for secrets")
    func secrets() {
        #expect(SystemEntropy().isCryptographic)
        #expect(SystemEntropy().fork("a").isCryptographic)
        #expect(!SeededEntropy(seed: 1).isCryptographic)
        #expect(!SeededEntropy(seed: 1).fork("a").isCryptographic)
    }

    @Test("A seed gives the same numbers in every run")
    func repeats() {
        let first = SeededEntropy(seed: 7)
        let second = SeededEntropy(seed: 7)
        let numbers = (0..<100).map { _ in first.next() }
        #expect(numbers == (0..<100).map { _ in second.next() })
        #expect(SeededEntropy(seed: 8).next() != numbers[0])
        // Of xoshiro256** seeded by SplitMix64 from 0, as its authors' C program prints it.
        #expect(SeededEntropy(seed: 0).next() == 0x99EC_5F36_CB75_F2B4)
    }

    @Test("A fork follows from the seed and the name, not from what was drawn")
    func forks() {
        let used = SeededEntropy(seed: 7)
        for _ in 0..<10 { _ = used.next() }
        let names = (0..<1_000).map { "viewer/\($0)" }
        let ofUsed = names.map { used.fork($0).next() }
        let ofFresh = names.map { SeededEntropy(seed: 7).fork($0).next() }
        #expect(ofUsed == ofFresh)
        #expect(Set(ofUsed).count == names.count)
        #expect(used.fork("a").fork("b").next() != used.fork("b").fork("a").next())
        #expect(used.fork("a").next() != SeededEntropy(seed: 6).fork("a").next())
    }
}
