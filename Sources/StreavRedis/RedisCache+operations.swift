public import StreavPorts

/// For operators.
extension RedisCache {
    /// Of the server; nil where it does not say.
    public func serverVersion() async throws(CacheError) -> String? {
        guard case .bytes(let bytes) = try await send(RedisCommand([Array("INFO".utf8), Array("server".utf8)])) else {
            throw Self.unexpected
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.first { $0.hasPrefix("redis_version:") }.map { String($0.dropFirst("redis_version:".count)) }
    }

    /// Removes every key of this cache, and no other of the server; how many there were. The server does not stand
    /// still meanwhile, so what is written at the same time may stay.
    public func removeAll() async throws(CacheError) -> Int {
        var count = 0
        for kind in ["value:", "pool:"] {
            var cursor = Array("0".utf8)
            repeat {
                let page = try await scan(Self.pattern(keyPrefix + kind) + "*", from: cursor)
                cursor = page.next
                guard !page.keys.isEmpty else { continue }
                guard case .integer(let removed) = try await send(RedisCommand([Array("UNLINK".utf8)] + page.keys))
                else { throw Self.unexpected }
                count += Int(removed)
            } while cursor != Array("0".utf8)
        }
        return count
    }

    private func scan(
        _ pattern: String, from cursor: [UInt8]
    ) async throws(CacheError) -> (next: [UInt8], keys: [[UInt8]]) {
        let words = ["MATCH", pattern, "COUNT", "500"].map { Array($0.utf8) }
        let reply = try await send(RedisCommand([Array("SCAN".utf8), cursor] + words))
        guard case .array(let parts) = reply, parts.count == 2, case .bytes(let next) = parts[0],
            case .array(let found) = parts[1]
        else { throw Self.unexpected }
        var keys: [[UInt8]] = []
        for key in found {
            guard case .bytes(let bytes) = key else { throw Self.unexpected }
            keys.append(bytes)
        }
        return (next, keys)
    }

    /// Means just this text.
    private static func pattern(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if #"*?[]\^"#.contains(character) { pattern += #"\"# }
            pattern.append(character)
        }
    }
}
