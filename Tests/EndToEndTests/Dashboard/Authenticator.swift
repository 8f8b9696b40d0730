import Foundation
import StreavCrypto

/// What a person has in the pocket: codes of the moment for the key that a page shows.
struct Authenticator {
    private let seed: [UInt8]

    /// - Parameter key: In Base32 (RFC 4648 section 6), with spaces where they please.
    init(key: String) throws {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bytes: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for character in key where !character.isWhitespace {
            guard let value = alphabet.firstIndex(of: character) else { throw HarnessError("no key: \(key)") }
            pending = pending << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        guard bytes.count == OneTimePassword.seedBytes else { throw HarnessError("no key: \(key)") }
        seed = bytes
    }

    /// - Parameter offset: In steps of 30 seconds, from now.
    func code(_ offset: Int64 = 0) -> String {
        let seconds = Int64(Date().timeIntervalSince1970)
        return OneTimePassword.code(seed: seed, step: OneTimePassword.step(atSeconds: seconds) + offset)
    }
}
