import StreavPorts
import Testing

@Suite("Cache: generated sequences", .timeLimit(.minutes(1)))
struct CacheSequenceTests {
    @Test(
        "Any sequence of commands gives what a simple model gives", arguments: CacheImplementation.allCases,
        UInt64(1)...40)
    func sequences(_ implementation: CacheImplementation, seed: UInt64) async throws {
        let test = implementation.make()
        var choices = SeededChoices(seed: seed)
        var model = CacheModel()
        let prefix = RandomName.make("sequence")
        let keys = (0..<4).map { "\(prefix).key\($0)" }
        let pools = (0..<2).map { "\(prefix).pool\($0)" }
        for step in 0..<400 {
            if choices.pick([true, false, false, false]) {
                let milliseconds = Int.random(in: 1...120, using: &choices)
                try await test.elapse.pass(.milliseconds(milliseconds))
                model.now += milliseconds
            }
            let place = Comment("seed \(seed), step \(step)")
            if Bool.random(using: &choices) {
                try await command(on: choices.pick(keys), test.cache, &model, &choices, place)
            } else {
                try await command(in: choices.pick(pools), test.cache, &model, &choices, place)
            }
        }
    }

    private func command(
        on key: String, _ cache: any Cache, _ model: inout CacheModel, _ choices: inout SeededChoices,
        _ comment: Comment
    ) async throws {
        let life: Int? = choices.pick([nil, 50, 100, 200, 400])
        let timeToLive = life.map { Duration.milliseconds($0) }
        let value = choices.pick([Array("7".utf8), Array("-12".utf8), [0xFF], []])
        switch Int.random(in: 0..<6, using: &choices) {
        case 0:
            try await cache.set(value, forKey: key, timeToLive: timeToLive)
            model.set(key, value, life)
        case 1:
            let result = try await cache.setIfAbsent(value, forKey: key, timeToLive: timeToLive)
            #expect(result == model.setIfAbsent(key, value, life), comment)
        case 2:
            let expected = Bool.random(using: &choices) ? model.value(key) ?? value : value
            let replacement = choices.pick([nil, Array("5".utf8), value])
            let result = try await cache.compareAndReplace(
                expected, with: replacement, forKey: key, timeToLive: timeToLive)
            #expect(result == model.replace(key, expected, replacement, life), comment)
        case 3:
            let result = try? await cache.increment(key, by: 3, timeToLive: timeToLive)
            #expect(result == model.increment(key, 3, life), comment)
        case 4:
            let result = try await cache.remove(key)
            #expect(result == model.remove(key), comment)
        default:
            break
        }
        #expect(try await cache.value(forKey: key) == model.value(key), comment)
    }

    private func command(
        in pool: String, _ cache: any Cache, _ model: inout CacheModel, _ choices: inout SeededChoices,
        _ comment: Comment
    ) async throws {
        let names = ["a", "b", "c", "d", "e"]
        let member = choices.pick(names)
        if choices.pick([true, true, true, false]) {
            let limit = Int.random(in: 0...4, using: &choices)
            let life = choices.pick([50, 100, 200, 400])
            let replaced = Bool.random(using: &choices) ? choices.pick(names) : nil
            let result = try await cache.lease(
                member, in: pool, limit: limit, timeToLive: .milliseconds(life), replacing: replaced)
            let (isGranted, count) = model.lease(member, pool, limit, life, replaced)
            #expect(result == (isGranted ? .granted(count: count) : .full(count: count)), comment)
        } else {
            let result = try await cache.release(member, in: pool)
            #expect(result == model.release(member, pool), comment)
        }
        #expect(try await Set(cache.members(of: pool)) == model.members(pool), comment)
    }
}
