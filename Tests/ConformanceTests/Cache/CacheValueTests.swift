import StreavPorts
import Testing

@Suite("Cache: values", .timeLimit(.minutes(1)))
struct CacheValueTests {
    @Test("Bytes come back as they were set, empty and zero ones too", arguments: CacheImplementation.allCases)
    func roundTrip(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let largest = [UInt8](repeating: 0xA5, count: CacheLimits.valueBytes)
        for value in [[], [0], [0, 255, 0, 10, 13], Array("émoji 🛰️".utf8), largest] {
            let key = RandomName.make("key")
            try await cache.set(value, forKey: key, timeToLive: nil)
            #expect(try await cache.value(forKey: key) == value)
        }
        #expect(try await cache.value(forKey: RandomName.make("key")) == nil)
    }

    @Test("Setting replaces the value and its expiry", arguments: CacheImplementation.allCases)
    func settingReplaces(_ implementation: CacheImplementation) async throws {
        let test = try implementation.make()
        let key = RandomName.make("key")
        try await test.cache.set([1], forKey: key, timeToLive: test.elapse.span(.milliseconds(200)))
        try await test.cache.set([2], forKey: key, timeToLive: nil)
        try await test.elapse.pass(test.elapse.span(.milliseconds(300)))
        #expect(try await test.cache.value(forKey: key) == [2])
        try await test.cache.set([3], forKey: key, timeToLive: test.elapse.span(.milliseconds(200)))
        try await test.elapse.pass(test.elapse.span(.milliseconds(300)))
        #expect(try await test.cache.value(forKey: key) == nil)
    }

    @Test(
        "A key of less than a second is there before its expiry and gone at it",
        arguments: CacheImplementation.allCases)
    func expiresAtTheBoundary(_ implementation: CacheImplementation) async throws {
        let test = try implementation.make()
        let key = RandomName.make("key")
        try await test.cache.set([1], forKey: key, timeToLive: test.elapse.span(.milliseconds(250)))
        if case .manual = test.elapse {
            try await test.elapse.pass(.milliseconds(250) - .nanoseconds(1))
            #expect(try await test.cache.value(forKey: key) == [1])
            try await test.elapse.pass(.nanoseconds(1))
        } else {
            #expect(try await test.cache.value(forKey: key) == [1])
            try await test.elapse.pass(test.elapse.span(.milliseconds(250)))
        }
        #expect(try await test.cache.value(forKey: key) == nil)
        #expect(try await test.cache.setIfAbsent([2], forKey: key, timeToLive: nil))
    }

    @Test("A removed key is gone, and removing says whether it was there", arguments: CacheImplementation.allCases)
    func removing(_ implementation: CacheImplementation) async throws {
        let test = try implementation.make()
        let key = RandomName.make("key")
        try await test.cache.set([1], forKey: key, timeToLive: test.elapse.span(.milliseconds(100)))
        #expect(try await test.cache.remove(key))
        #expect(try await test.cache.remove(key) == false)
        #expect(try await test.cache.value(forKey: key) == nil)
        try await test.cache.set([1], forKey: key, timeToLive: test.elapse.span(.milliseconds(100)))
        try await test.elapse.pass(test.elapse.span(.milliseconds(150)))
        #expect(try await test.cache.remove(key) == false)
    }

    @Test("One of 32 sets the absent key", arguments: CacheImplementation.allCases)
    func oneWinner(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        for _ in 0..<20 {
            let key = RandomName.make("key")
            let winners = try await withThrowingTaskGroup(of: UInt8?.self) { group in
                for number in UInt8(0)..<32 {
                    group.addTask {
                        try await cache.setIfAbsent([number], forKey: key, timeToLive: .seconds(60)) ? number : nil
                    }
                }
                return try await group.reduce(into: [UInt8]()) { if let number = $1 { $0.append(number) } }
            }
            #expect(winners.count == 1)
            #expect(try await cache.value(forKey: key) == winners)
        }
    }

    @Test("Compare and replace succeeds on the expected value alone", arguments: CacheImplementation.allCases)
    func compareAndReplace(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let key = RandomName.make("key")
        #expect(try await cache.compareAndReplace([], with: [1], forKey: key, timeToLive: nil) == false)
        try await cache.set([1], forKey: key, timeToLive: nil)
        #expect(try await cache.compareAndReplace([2], with: [3], forKey: key, timeToLive: nil) == false)
        #expect(try await cache.compareAndReplace([1], with: [3], forKey: key, timeToLive: nil))
        #expect(try await cache.value(forKey: key) == [3])
        #expect(try await cache.compareAndReplace([3], with: nil, forKey: key, timeToLive: nil))
        #expect(try await cache.value(forKey: key) == nil)
    }

    @Test("Of those that race to replace one value, one does", arguments: CacheImplementation.allCases)
    func replaceRace(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let key = RandomName.make("key")
        try await cache.set([0], forKey: key, timeToLive: nil)
        for generation in UInt8(1)...20 {
            let expected = try #require(try await cache.value(forKey: key))
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in UInt8(0)..<32 {
                    group.addTask {
                        try await cache.compareAndReplace(
                            expected, with: [generation, number], forKey: key, timeToLive: nil)
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        }
    }

    @Test("Increments from many tasks lose none", arguments: CacheImplementation.allCases)
    func increments(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let key = RandomName.make("count")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask {
                    for _ in 0..<25 {
                        _ = try await cache.increment(key, by: task % 2 == 0 ? 3 : -1, timeToLive: .seconds(60))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await cache.value(forKey: key) == Array("1600".utf8))
    }

    @Test("An increment keeps the expiry the key was created with", arguments: CacheImplementation.allCases)
    func incrementKeepsExpiry(_ implementation: CacheImplementation) async throws {
        let test = try implementation.make()
        let key = RandomName.make("count")
        #expect(try await test.cache.increment(key, by: 1, timeToLive: test.elapse.span(.milliseconds(300))) == 1)
        try await test.elapse.pass(test.elapse.span(.milliseconds(150)))
        #expect(try await test.cache.increment(key, by: 1, timeToLive: .seconds(60)) == 2)
        try await test.elapse.pass(test.elapse.span(.milliseconds(200)))
        #expect(try await test.cache.increment(key, by: 5, timeToLive: nil) == 5)
    }

    @Test("What is no 64-bit number, or would not fit, is refused and stays", arguments: CacheImplementation.allCases)
    func incrementRefuses(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        for text in ["", " 1", "+1", "01", "1.0", "-0", "9223372036854775808", "9223372036854775807", "one"] {
            let key = RandomName.make("count")
            try await cache.set(Array(text.utf8), forKey: key, timeToLive: nil)
            let error = await #expect(throws: CacheError.self) {
                try await cache.increment(key, by: 1, timeToLive: nil)
            }
            #expect(error?.code == .invalidArgument)
            #expect(try await cache.value(forKey: key) == Array(text.utf8))
        }
    }

    @Test("Bounds of the port are kept", arguments: CacheImplementation.allCases)
    func bounds(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        func refuses(_ operation: () async throws -> Void, line: Int = #line) async {
            let error = await #expect(throws: CacheError.self) { try await operation() }
            #expect(error?.code == .invalidArgument, "line \(line)")
        }
        let long = String(repeating: "k", count: CacheLimits.keyBytes + 1)
        await refuses { try await cache.set([1], forKey: long, timeToLive: nil) }
        await refuses { try await cache.set([1], forKey: "", timeToLive: nil) }
        await refuses { _ = try await cache.value(forKey: long) }
        let large = [UInt8](repeating: 0, count: CacheLimits.valueBytes + 1)
        await refuses { try await cache.set(large, forKey: RandomName.make("key"), timeToLive: nil) }
        await refuses { try await cache.set([1], forKey: RandomName.make("key"), timeToLive: .zero) }
        await refuses { try await cache.set([1], forKey: RandomName.make("key"), timeToLive: .seconds(-1)) }
        let pool = RandomName.make("pool")
        await refuses {
            _ = try await cache.lease("a", in: pool, limit: -1, timeToLive: .seconds(1), replacing: nil)
        }
        await refuses {
            _ = try await cache.lease(
                "a", in: pool, limit: CacheLimits.leaseMembers + 1, timeToLive: .seconds(1), replacing: nil)
        }
        await refuses { _ = try await cache.lease("", in: pool, limit: 1, timeToLive: .seconds(1), replacing: nil) }
    }

    @Test("Keys and pools do not meet", arguments: CacheImplementation.allCases)
    func nameSpaces(_ implementation: CacheImplementation) async throws {
        let cache = try implementation.make().cache
        let name = RandomName.make("both")
        try await cache.set([1], forKey: name, timeToLive: nil)
        #expect(
            try await cache.lease("a", in: name, limit: 1, timeToLive: .seconds(9), replacing: nil)
                == .granted(count: 1))
        #expect(try await cache.value(forKey: name) == [1])
        #expect(try await cache.members(of: name) == ["a"])
    }
}
