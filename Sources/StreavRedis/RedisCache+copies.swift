public import StreavPorts
import Synchronization

/// What load runs do to a cache behind its users' backs. Each is one step for the server, which looks through all its
/// keys meanwhile: nothing for a server that others depend on.
extension RedisCache {
    /// What was kept of a cache at one moment, in the server itself.
    public struct Copy: Sendable {
        let prefix: String
    }

    /// Copies everything under the prefix to another place under it. Copies of what expires do so too.
    public func keepCopy() async throws(CacheError) -> Copy {
        let number = copies.add(1, ordering: .relaxed).newValue
        let copy = Copy(prefix: "\(configuration.keyPrefix)copy-\(number):")
        _ = try await perform(.copy, [copy.prefix])
        return copy
    }

    /// What was written since the copy was taken is lost, as at a failover to a replica that was behind; what has
    /// expired since is not there either. A copy is good for once.
    public func fallBack(to copy: Copy) async throws(CacheError) {
        _ = try await perform(.fallBack, [copy.prefix, Self.pattern(copy.prefix)])
    }

    /// Everything under the prefix is lost, as in a server that starts again without what it held.
    public func forgetEverything() async throws(CacheError) {
        _ = try await perform(.forget)
    }

    /// Removes everything under the prefix, copies included.
    public func removeTraces() async throws(CacheError) {
        _ = try await perform(.removeTraces)
    }

    /// How many leases are held now in the pools whose names begin so, by pool.
    public func leases(inPoolsWithPrefix prefix: String) async throws(CacheError) -> [String: Int] {
        guard case .array(let parts) = try await perform(.counts, [Self.pattern(prefix)]), parts.count % 2 == 0 else {
            throw Self.unexpected
        }
        let start = "\(configuration.keyPrefix)pool:".utf8.count
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
        let arguments = [Self.pattern(configuration.keyPrefix)] + more
        return try await run(script, Array(configuration.keyPrefix.utf8), arguments.map { Array($0.utf8) })
    }

    /// Means just this text (KEYS of Redis).
    private static func pattern(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if #"*?[]\^"#.contains(character) { pattern += #"\"# }
            pattern.append(character)
        }
    }
}
