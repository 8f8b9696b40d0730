import StreavPorts
import StreavRedis
import Synchronization

/// What load runs do to a Redis behind its users' backs. Each is one step for the server, which looks through all its
/// keys meanwhile: nothing for a server that others depend on.
extension RedisCache: CacheInsides {
    /// Counts copies, so that no two are one.
    private static let copies = Atomic<UInt64>(0)

    /// The copy is in the server, under the prefix; what expires does so in the copy too.
    func keepCopy() async throws -> @Sendable () async throws -> Void {
        let number = Self.copies.add(1, ordering: .relaxed).newValue
        let place = "\(keyPrefix)copy-\(number):"
        _ = try await perform(.copy, [place])
        return { _ = try await self.perform(.fallBack, [place, Self.pattern(place)]) }
    }

    func forgetEverything() async throws {
        _ = try await perform(.forget)
    }

    /// Removes everything under the prefix, copies included.
    func removeTraces() async throws {
        _ = try await perform(.removeTraces)
    }

    func leases(inPoolsWithPrefix prefix: String) async throws -> [String: Int] {
        guard case .array(let parts) = try await perform(.counts, [Self.pattern(prefix)]), parts.count % 2 == 0 else {
            throw Self.unexpected
        }
        let start = "\(keyPrefix)pool:".utf8.count
        var counts: [String: Int] = [:]
        for place in stride(from: 0, to: parts.count, by: 2) {
            guard case .bytes(let key) = parts[place], case .integer(let count) = parts[place + 1] else {
                throw Self.unexpected
            }
            counts[String(decoding: key.dropFirst(start), as: UTF8.self)] = Int(count)
        }
        return counts
    }

    private func perform(_ script: RedisScript, _ more: [String] = []) async throws(CacheError) -> RedisReply {
        let arguments = [Self.pattern(keyPrefix)] + more
        return try await run(script, Array(keyPrefix.utf8), arguments.map { Array($0.utf8) })
    }

    /// Means just this text (KEYS of Redis).
    private static func pattern(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if #"*?[]\^"#.contains(character) { pattern += #"\"# }
            pattern.append(character)
        }
    }
}
