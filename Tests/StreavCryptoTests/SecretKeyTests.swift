import Testing

@testable import StreavCrypto

@Suite("Secret keys")
struct SecretKeyTests {
    @Test("A key has exactly 32 bytes")
    func length() {
        #expect(SecretKey(bytes: [UInt8](repeating: 1, count: 31)) == nil)
        #expect(SecretKey(bytes: [UInt8](repeating: 1, count: 33)) == nil)
        #expect(SecretKey(bytes: []) == nil)
        #expect(SecretKey(bytes: [UInt8](repeating: 1, count: 32)) != nil)
    }

    @Test("Derivation is the expand step of HKDF: RFC 5869 appendix A.3")
    func derivation() throws {
        let key = try #require(
            SecretKey(bytes: bytes(hex: "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04")))
        let derived = key.derived("").withBytes { Array($0) }
        #expect(derived == bytes(hex: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"))
    }

    @Test("Every purpose has a key of its own")
    func purposes() throws {
        let key = try #require(SecretKey(bytes: [UInt8](repeating: 7, count: 32)))
        let derived = KeyPurpose.allCases.map { key.derived(for: $0).withBytes { Array($0) } }
        #expect(Set(derived).count == KeyPurpose.allCases.count)
    }

    @Test("S41: no way of printing a key shows a byte of it")
    func redaction() throws {
        let key = try #require(SecretKey(bytes: [UInt8](repeating: 0x41, count: 32)))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] {
            #expect(!text.contains("65") && !text.contains("41") && !text.contains("AAA"))
            #expect(text.contains("redacted"))
        }
    }

    @Test("Random keys differ")
    func randomness() {
        #expect(Set((0..<100).map { _ in SecretKey.random().withBytes { Array($0) } }).count == 100)
        #expect(SecureRandom.bytes(0).isEmpty)
        #expect(SecureRandom.bytes(33).count == 33)
    }
}
