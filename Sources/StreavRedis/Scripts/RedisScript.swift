internal import CSSL

/// A Lua script that the server runs as one step. Each touches one key.
///
/// What a script wrote goes to replicas and files as the commands it did (replication of effects, the rule since
/// Redis 5), so it may ask the server for the time.
package struct RedisScript: Sendable {
    let text: String
    /// SHA-1 of the text, in hexadecimal: what EVALSHA knows the script by.
    let digest: String

    package init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        let sum = unsafe [UInt8](unsafeUninitializedCapacity: Int(SHA_DIGEST_LENGTH)) { buffer, count in
            unsafe SHA1(bytes, bytes.count, buffer.baseAddress)
            count = Int(SHA_DIGEST_LENGTH)
        }
        digest = sum.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }

    /// - Parameter isKnown: The server is believed to have the script; it answers NOSCRIPT if not.
    func command(isKnown: Bool, key: [UInt8], _ arguments: [[UInt8]]) -> RedisCommand {
        let head = isKnown ? ["EVALSHA", digest, "1"] : ["EVAL", text, "1"]
        return RedisCommand(head.map { Array($0.utf8) } + [key] + arguments)
    }
}
