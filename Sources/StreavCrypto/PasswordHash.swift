import COpenSSL

/// Password hashes with scrypt (RFC 7914), as texts in the PHC string format: `$scrypt$ln=17,r=8,p=1$salt$hash`, both
/// in Base64 without padding.
///
/// Computing one takes ``ScryptCost/memoryBytes`` of memory and a good part of a second: callers bound how many run at
/// once, and keep them off the threads that serve.
public enum PasswordHash {
    /// The longest password, in UTF-8 bytes. Nothing is ever cut off.
    public static let maximumPasswordBytes = 1024
    private static let saltBytes = 16
    private static let hashBytes = 32
    /// The longest stored text that is looked at.
    private static let maximumTextBytes = 256

    /// - Throws: `invalidArgument` for a password over ``maximumPasswordBytes``, `failed` without enough memory.
    public static func make(_ password: String, cost: ScryptCost = .standard) throws(CryptoError) -> String {
        guard password.utf8.count <= maximumPasswordBytes else {
            throw CryptoError(.invalidArgument, "a password has at most \(maximumPasswordBytes) bytes")
        }
        let salt = SecureRandom.bytes(saltBytes)
        let hash = try scrypt(Array(password.utf8), salt: salt, cost: cost, count: hashBytes)
        return "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(encode(salt))$\(encode(hash))"
    }

    /// False for a wrong password, and for a text that is no hash of ours.
    public static func verify(_ password: String, against text: String) -> Bool {
        guard password.utf8.count <= maximumPasswordBytes, let stored = Stored(text),
            let hash = try? scrypt(
                Array(password.utf8), salt: stored.salt, cost: stored.cost, count: stored.hash.count)
        else { return false }
        return ConstantTime.equal(hash, stored.hash)
    }

    /// True when the text was made at another cost than `cost`, or is no hash of ours: after a successful login,
    /// replace it.
    public static func needsRehash(_ text: String, cost: ScryptCost = .standard) -> Bool {
        Stored(text)?.cost != cost
    }

    static func scrypt(
        _ password: [UInt8], salt: [UInt8], cost: ScryptCost, count: Int
    ) throws(CryptoError) -> [UInt8] {
        var secret = password
        defer { SecureErase.erase(&secret) }
        var result = [UInt8](repeating: 0, count: count)
        // libcrypto counts the blocks of all lanes and two spare ones besides the table itself.
        let memory = UInt64(cost.memoryBytes + 128 * cost.r * (cost.p + 2) + (1 << 20))
        let status = secret.withUnsafeBytes { bytes in
            EVP_PBE_scrypt(
                bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, salt, salt.count,
                UInt64(1) << UInt64(cost.logN), UInt64(cost.r), UInt64(cost.p), memory, &result, count)
        }
        guard status == 1 else { throw CryptoError(.failed, "scrypt could not be computed") }
        return result
    }

    private struct Stored {
        var cost: ScryptCost
        var salt: [UInt8]
        var hash: [UInt8]

        init?(_ text: String) {
            guard text.utf8.count <= maximumTextBytes else { return nil }
            let fields = text.split(separator: "$", omittingEmptySubsequences: false)
            guard fields.count == 5, fields[0].isEmpty, fields[1] == "scrypt" else { return nil }
            let settings = fields[2].split(separator: ",", omittingEmptySubsequences: false)
            guard settings.count == 3, let logN = number(settings[0], named: "ln="),
                let r = number(settings[1], named: "r="), let p = number(settings[2], named: "p="),
                let cost = ScryptCost(logN: logN, r: r, p: p),
                let salt = decode(fields[3]), (8...64).contains(salt.count),
                let hash = decode(fields[4]), (16...64).contains(hash.count)
            else { return nil }
            self.cost = cost
            self.salt = salt
            self.hash = hash
        }
    }

    private static func number(_ text: Substring, named name: String) -> Int? {
        guard text.hasPrefix(name) else { return nil }
        let digits = text.dropFirst(name.count)
        guard (1...2).contains(digits.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits)
    }

    /// The PHC format uses the ordinary alphabet, which differs from that of addresses in two characters.
    private static func encode(_ bytes: [UInt8]) -> String {
        String(Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        guard !text.contains(where: { $0 == "-" || $0 == "_" }) else { return nil }
        return Base64URL.decode(String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
    }
}
