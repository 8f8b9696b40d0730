/// The one source of randomness: the system's, or a seeded one.
///
/// A seeded entropy never reaches a secret in production: ``isCryptographic`` says whether it may.
public protocol Entropy: Sendable {
    /// True when the bytes are fit for secrets.
    var isCryptographic: Bool { get }

    /// Uniform over all 64-bit values.
    func next() -> UInt64

    /// A stream of its own, named, so that one more consumer does not shift the others.
    func fork(_ name: String) -> any Entropy
}

extension Entropy {
    /// `count` random bytes; `count` is 0 or more.
    public func bytes(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + 8)
        while result.count < count {
            var word = next()
            for _ in 0..<8 {
                result.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        result.removeLast(result.count - count)
        return result
    }

    /// `length` characters of `[A-Za-z0-9]`, unbiased: 22 of them carry 130 bits.
    public func token(length: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        var characters: [UInt8] = []
        characters.reserveCapacity(length)
        while characters.count < length {
            var word = next()
            for _ in 0..<8 where characters.count < length {
                let byte = Int(word & 0xFF)
                word >>= 8
                // 248 = 4 × 62: rejecting the rest keeps every character equally likely.
                if byte < 248 { characters.append(alphabet[byte % 62]) }
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// A number in 0 ..< 1.
    public func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
