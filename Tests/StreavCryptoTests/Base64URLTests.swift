import Testing

@testable import StreavCrypto

@Suite("Base64 for addresses")
struct Base64URLTests {
    @Test(
        "The texts of RFC 4648 section 10, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test("Every byte string survives")
    func roundTrip() {
        for count in 0..<200 {
            let plain = SecureRandom.bytes(count)
            #expect(Base64URL.decode(Base64URL.encode(plain)) == plain)
        }
    }

    @Test(
        "A second spelling of the same bytes is refused",
        arguments: [
            "Zg==", "Zh", "Zm9=", "Zm+v", "Zm/v", "Z", "Zm9vY", " Zg", "Zg\n", "Zm9", "Zmé",
        ])
    func strictness(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
