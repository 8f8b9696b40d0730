import StreavLocal
import Testing

@testable import StreavStreaming

@Suite("A table of recent things")
struct LeastRecentlyUsedTests {
    @Test("It forgets what was used longest ago, and says what", arguments: [UInt64(1), 2, 3, 4])
    func model(seed: UInt64) {
        let entropy = SeededEntropy(seed: seed)
        let capacity = Int(entropy.next() % 8) + 1
        var table = LeastRecentlyUsed<Int, UInt64>(capacity: capacity)
        // The newest last.
        var model: [(key: Int, value: UInt64)] = []
        for _ in 0..<5000 {
            let key = Int(entropy.next() % 12)
            let present = model.firstIndex { $0.key == key }
            switch entropy.next() % 4 {
            case 0, 1:
                let value = entropy.next()
                let forgotten = table.set(value, forKey: key)
                if let present { model.remove(at: present) }
                let expected = present == nil && model.count == capacity ? model.removeFirst() : nil
                model.append((key, value))
                #expect(forgotten?.key == expected?.key && forgotten?.value == expected?.value)
            case 2:
                #expect(table.peek(key) == present.map { model[$0].value })
                #expect(table.value(forKey: key) == present.map { model[$0].value })
                if let present { model.append(model.remove(at: present)) }
            default:
                #expect(table.remove(key) == present.map { model.remove(at: $0).value })
            }
            #expect(table.count == model.count)
        }
    }
}
