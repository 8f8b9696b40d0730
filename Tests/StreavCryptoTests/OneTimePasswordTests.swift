import Testing

@testable import StreavCrypto

@Suite("One-time passwords")
struct OneTimePasswordTests {
    private static let seed = Array("12345678901234567890".utf8)

    @Test(
        "S25: the codes of RFC 6238 appendix B, of which six digits are shown",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, code: String) {
        let step = OneTimePassword.step(atSeconds: seconds)
        #expect(OneTimePassword.code(seed: Self.seed, step: step) == code.suffix(6))
    }

    @Test(
        "The codes of RFC 4226 appendix D",
        arguments: zip(
            Int64(0)...9,
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ]))
    func counters(step: Int64, code: String) {
        #expect(OneTimePassword.code(seed: Self.seed, step: step) == code)
    }

    @Test("S25: the code of one step before and one after counts, of two does not", arguments: [-2, -1, 0, 1, 2])
    func tolerance(offset: Int64) {
        let now: Int64 = 1_111_111_109
        let step = OneTimePassword.step(atSeconds: now) + offset
        let code = OneTimePassword.code(seed: Self.seed, step: step)
        let match = OneTimePassword.matchingStep(code, seed: Self.seed, atSeconds: now)
        #expect(match == (abs(offset) <= 1 ? step : nil))
    }

    @Test("A code that is none matches nothing", arguments: ["", "1", "28708", "2870820", "abcdef", "２８７０８２"])
    func nonsense(code: String) {
        #expect(OneTimePassword.matchingStep(code, seed: Self.seed, atSeconds: 59) == nil)
    }

    @Test("A seed is written in Base32 (RFC 4648 section 10), and is new each time")
    func seeds() {
        for (bytes, text) in [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            #expect(OneTimePassword.text(ofSeed: Array(bytes.utf8)) == text)
        }
        #expect(OneTimePassword.makeSeed().count == 20)
        #expect(OneTimePassword.makeSeed() != OneTimePassword.makeSeed())
    }
}
