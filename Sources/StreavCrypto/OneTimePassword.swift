/// One-time passwords by time (RFC 6238): six digits, a step of 30 seconds, SHA-1, as all authenticators have them.
public enum OneTimePassword {
    /// Seconds of a step.
    public static let stepSeconds: Int64 = 30
    /// Digits of a code.
    public static let digits = 6
    /// Bytes of a seed: as many as the hash has (RFC 4226 section 4, R6).
    public static let seedBytes = 20
    /// A code counts this many steps before and after its own, for clocks that differ.
    public static let tolerance: Int64 = 1

    public static func makeSeed() -> [UInt8] { SecureRandom.bytes(seedBytes) }

    /// The step of a moment.
    ///
    /// - Parameter seconds: Since 1970, 0 or more.
    public static func step(atSeconds seconds: Int64) -> Int64 { max(0, seconds) / stepSeconds }

    /// The code of a step, with its leading zeros (RFC 4226 section 5.3).
    public static func code(seed: [UInt8], step: Int64) -> String {
        let message = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { Array($0) }
        let tag = HMACSHA1.authenticate(message, key: seed)
        let offset = Int(tag[tag.count - 1] & 0x0F)
        let word = tag[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(word % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step, among those that count now, whose code this is; nil when it is none's. Takes the same time for all.
    public static func matchingStep(_ code: String, seed: [UInt8], atSeconds seconds: Int64) -> Int64? {
        let now = step(atSeconds: seconds)
        var match: Int64?
        for step in max(0, now - tolerance)...(now + tolerance) {
            let isEqual = ConstantTime.equal(Array(self.code(seed: seed, step: step).utf8), Array(code.utf8))
            if isEqual { match = step }
        }
        return match
    }

    /// The seed as people type it: Base32 without padding (RFC 4648 section 6).
    public static func text(ofSeed seed: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var pending: UInt32 = 0
        var bits = 0
        for byte in seed {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(pending >> UInt32(bits) & 0x1F)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(pending << UInt32(5 - bits) & 0x1F)]) }
        return text
    }

    /// What an authenticator reads from a picture.
    ///
    /// - Parameters:
    ///   - issuer: Letters and digits alone.
    ///   - account: Letters, digits and `._@-`.
    public static func address(seed: [UInt8], issuer: String, account: String) -> String {
        "otpauth://totp/\(issuer):\(account)?secret=\(text(ofSeed: seed))&issuer=\(issuer)"
    }
}
