import Testing

@testable import StreavCrypto

@Suite("Sealed boxes")
struct SealedBoxTests {
    private func key(_ hex: String) throws -> SecretKey {
        try #require(SecretKey(bytes: bytes(hex: hex)))
    }

    @Test(
        "Sealing gives the cipher texts and tags of the GCM specification",
        arguments: [
            (
                String(repeating: "00", count: 32), "", "", String(repeating: "00", count: 12),
                "530f8afbc74536b9a963b4f1c4cb738b"
            ),
            (
                String(repeating: "00", count: 32), String(repeating: "00", count: 16), "",
                String(repeating: "00", count: 12),
                "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
            ),
            (
                "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2", "cafebabefacedbaddecaf888",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                    + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
            ),
        ])
    func vectors(key text: String, plain: String, context: String, nonce: String, expected: String) throws {
        let sealed = try SealedBox.seal(
            bytes(hex: plain), key: key(text), context: bytes(hex: context), nonce: bytes(hex: nonce))
        #expect(sealed == [1] + bytes(hex: nonce) + bytes(hex: expected))
        #expect(try SealedBox.open(sealed, key: key(text), context: bytes(hex: context)) == bytes(hex: plain))
    }

    @Test("What was sealed opens again, whatever its length", arguments: [0, 1, 15, 16, 17, 1000])
    func roundTrip(count: Int) throws {
        let key = SecretKey.random()
        let plain = SecureRandom.bytes(count)
        let sealed = try SealedBox.seal(plain, key: key, context: "subscriber 1")
        #expect(sealed.count == count + SealedBox.overheadBytes)
        #expect(try SealedBox.open(sealed, key: key, context: "subscriber 1") == plain)
        #expect(try SealedBox.seal(plain, key: key, context: "subscriber 1") != sealed)
    }

    @Test("A flipped bit, a missing byte, another context or another key is not authentic")
    func tampering() throws {
        let key = SecretKey.random()
        let sealed = try SealedBox.seal(Array("token".utf8), key: key, context: "subscriber 1")
        let refusal = CryptoError(.notAuthentic, "not sealed by this key for this purpose")
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: refusal) { try SealedBox.open(changed, key: key, context: "subscriber 1") }
        }
        for count in 0..<sealed.count {
            #expect(throws: refusal) {
                try SealedBox.open(Array(sealed.prefix(count)), key: key, context: "subscriber 1")
            }
        }
        #expect(throws: refusal) { try SealedBox.open(sealed, key: key, context: "subscriber 2") }
        #expect(throws: refusal) { try SealedBox.open(sealed, key: .random(), context: "subscriber 1") }
    }
}
