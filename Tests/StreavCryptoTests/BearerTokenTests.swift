import Testing

@testable import StreavCrypto

@Suite("Access tokens of OAuth applications")
struct BearerTokenTests {
    private static let home = "https://api.example.org"
    private static let purpose = "streav-api"
    private let keys = SigningKeys(id: 1, key: .random())
    private let token = BearerToken(
        issuer: home, audience: purpose, applicationID: 7, clientID: "client-7", tokenID: "AbCd", issuedAt: 1000,
        expiry: 4600, scope: "api.movie.read api.show.read", epoch: 999_123)

    private func verify(
        _ text: String, keys: SigningKeys? = nil, issuer: String = home, audience: String = purpose,
        now: Int64 = 2000
    ) throws(BearerToken.Refusal) -> BearerToken {
        try BearerToken.verify(text, keys: keys ?? self.keys, issuer: issuer, audience: audience, now: now)
    }

    @Test("The example of RFC 7515 appendix A.1 is signed by its key")
    func standardExample() throws {
        let text = """
            eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
            dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
            """
        let signed = try #require(JSONWebSignature(text))
        var key = try #require(
            Base64URL.decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
        #expect(key.withUnsafeBytes { signed.isSigned(byKeyBytes: $0) })
        key[0] ^= 1
        #expect(!key.withUnsafeBytes { signed.isSigned(byKeyBytes: $0) })
        #expect(String(decoding: signed.header, as: UTF8.self) == "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}")
    }

    @Test("A token says again what was signed, and its header names algorithm, key and type")
    func roundTrip() throws {
        let text = token.text(keys: keys)
        #expect(try verify(text) == token)
        let header = try #require(Base64URL.decode(text.prefix { $0 != "." }))
        #expect(String(decoding: header, as: UTF8.self) == #"{"alg":"HS256","kid":"1","typ":"at+jwt"}"#)
    }

    @Test("S40: each flipped bit is refused")
    func flippedBits() {
        let text = Array(token.text(keys: keys).utf8)
        for bit in 0..<text.count * 8 {
            var changed = text
            changed[bit / 8] ^= 1 << (bit % 8)
            let spelling = String(decoding: changed, as: UTF8.self)
            #expect(throws: BearerToken.Refusal.self) { try verify(spelling) }
        }
    }

    @Test("A token ends thirty seconds after its expiry, for clocks differ")
    func expiry() throws {
        let text = token.text(keys: keys)
        #expect(try verify(text, now: 4629) == token)
        #expect(throws: BearerToken.Refusal.expired) { try verify(text, now: 4630) }
    }

    @Test("S11: a token for somebody else, or of another issuer, is refused")
    func audience() {
        let text = token.text(keys: keys)
        #expect(throws: BearerToken.Refusal.wrongAudience) { try verify(text, audience: "other") }
        #expect(throws: BearerToken.Refusal.wrongIssuer) { try verify(text, issuer: "https://evil.example.org") }
    }

    @Test("After a rotation the old key verifies on; once dropped it does not")
    func rotation() throws {
        let old = token.text(keys: keys)
        let rotated = try #require(keys.rotated(to: 2, key: .random()))
        #expect(try verify(old, keys: rotated) == token)
        #expect(try verify(token.text(keys: rotated), keys: rotated) == token)
        let revoked = try #require(rotated.revoking(1))
        #expect(throws: BearerToken.Refusal.unknownKey) { try verify(old, keys: revoked) }
    }

    @Test(
        "Another algorithm, another spelling of the header and other claims are refused, however they are signed",
        arguments: [
            (#"{"alg":"none","kid":"1","typ":"at+jwt"}"#, nil), (#"{"alg":"HS512","kid":"1","typ":"at+jwt"}"#, nil),
            (#"{"alg":"HS256","kid":"1","typ":"JWT"}"#, nil), (#"{"kid":"1","alg":"HS256","typ":"at+jwt"}"#, nil),
            (#"{"alg":"HS256","kid":"01","typ":"at+jwt"}"#, nil), (#"{"alg":"HS256","kid":"256","typ":"at+jwt"}"#, nil),
            ("", nil), (nil, "{}"), (nil, ""), (nil, #"{"iss":"https://api.example.org"}"#),
            (nil, #"{"iss":"a","iss":"b"}"#), (nil, #"{"iss":1e3}"#), (nil, #"{"iss":"\u0061"}"#),
        ] as [(String?, String?)])
    func otherSpellings(header: String?, payload: String?) throws {
        let key = try #require(keys.key(1))
        let valid = try #require(JSONWebSignature(token.text(keys: keys)))
        let text = JSONWebSignature.sign(
            header: Array((header ?? #"{"alg":"HS256","kid":"1","typ":"at+jwt"}"#).utf8),
            payload: payload.map { Array($0.utf8) } ?? valid.payload, key: key)
        #expect(throws: BearerToken.Refusal.malformed) { try verify(text) }
    }

    @Test(
        "Rubbish is refused",
        arguments: ["", ".", "..", "a.b.c", "....", String(repeating: "A", count: 5000), "é.é.é", "a.b.c.d"])
    func rubbish(text: String) {
        #expect(throws: BearerToken.Refusal.malformed) { try verify(text) }
    }

    @Test("A token describes itself without what it can be used by")
    func description() {
        #expect("\(token)" == "access token of application 7")
        #expect(!String(reflecting: token).contains("AbCd"))
    }
}
