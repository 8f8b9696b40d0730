/// Few keys, members and times, so that what is done meets what was done.
extension CacheCommand {
    /// A command that changes something, and the one that shows what there is afterwards.
    ///
    /// - Parameter scale: How much longer than otherwise things live.
    static func random(
        keys: [String], pools: [String], scale: Int, _ model: CacheModel, _ choices: inout SeededChoices
    ) -> [CacheCommand] {
        if Bool.random(using: &choices) {
            let key = choices.pick(keys)
            return [onValues(key, scale, model, &choices), .value(key)]
        } else {
            let pool = choices.pick(pools)
            return [onPools(pool, scale, &choices), .members(pool)]
        }
    }

    private static func onValues(
        _ key: String, _ scale: Int, _ model: CacheModel, _ choices: inout SeededChoices
    ) -> CacheCommand {
        let life = choices.pick([nil, 50, 100, 200, 400]).map { $0 * scale }
        let value = choices.pick([Array("7".utf8), Array("-12".utf8), [0xFF], []])
        switch Int.random(in: 0..<6, using: &choices) {
        case 0: return .set(key, value, life)
        case 1: return .setIfAbsent(key, value, life)
        case 2:
            let expected = Bool.random(using: &choices) ? model.value(key) ?? value : value
            return .replace(key, expected, choices.pick([nil, Array("5".utf8), value]), life)
        case 3: return .increment(key, 3, life)
        case 4: return .remove(key)
        default: return .value(key)
        }
    }

    private static func onPools(_ pool: String, _ scale: Int, _ choices: inout SeededChoices) -> CacheCommand {
        let names = ["a", "b", "c", "d", "e"]
        let member = choices.pick(names)
        guard choices.pick([true, true, true, false]) else { return .release(member, pool) }
        let limit = Int.random(in: 0...4, using: &choices)
        let life = choices.pick([50, 100, 200, 400]) * scale
        return .lease(member, pool, limit, life, Bool.random(using: &choices) ? choices.pick(names) : nil)
    }
}
