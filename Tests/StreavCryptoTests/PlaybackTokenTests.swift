import Testing

@testable import StreavCrypto

@Suite("Playback tokens")
struct PlaybackTokenTests {
    private let keys = SigningKeys(id: 1, key: .random())
    private let token = PlaybackToken(kind: .live, streamID: 7, subscriberID: 42, expiry: 1_800_000_000)

    @Test("A token says again what was signed", arguments: PlaybackToken.Kind.allCases)
    func roundTrip(kind: PlaybackToken.Kind) throws {
        let token = PlaybackToken(kind: kind, streamID: .max, subscriberID: .max, expiry: .max)
        let text = token.text(keys: keys)
        #expect(text.utf8.count == PlaybackToken.textBytes)
        #expect(try PlaybackToken.verify(text, keys: keys, now: 0) == token)
    }

    @Test("A token is refused from its expiry on, and says that it is expired")
    func expiry() throws {
        let text = token.text(keys: keys)
        #expect(try PlaybackToken.verify(text, keys: keys, now: 1_799_999_999) == token)
        #expect(throws: PlaybackToken.Refusal.expired) {
            try PlaybackToken.verify(text, keys: keys, now: 1_800_000_000)
        }
    }

    @Test("S40: each flipped bit is invalid, whether or not the time is over")
    func flippedBits() {
        let text = Array(token.text(keys: keys).utf8)
        for bit in 0..<text.count * 8 {
            var changed = text
            changed[bit / 8] ^= 1 << (bit % 8)
            let spelling = String(decoding: changed, as: UTF8.self)
            #expect(throws: PlaybackToken.Refusal.invalid) {
                try PlaybackToken.verify(spelling, keys: keys, now: 1_900_000_000)
            }
        }
    }

    @Test("Rubbish and tokens of another key are invalid")
    func foreign() {
        let other = token.text(keys: SigningKeys(id: 1, key: .random()))
        let unknown = token.text(keys: SigningKeys(id: 2, key: .random()))
        for text in ["", "a", String(repeating: "A", count: PlaybackToken.textBytes), other, unknown] {
            #expect(throws: PlaybackToken.Refusal.invalid) { try PlaybackToken.verify(text, keys: keys, now: 0) }
        }
    }

    @Test("After a rotation old tokens verify on")
    func rotation() throws {
        let text = token.text(keys: keys)
        let rotated = try #require(keys.rotated(to: 2, key: .random()))
        #expect(try PlaybackToken.verify(text, keys: rotated, now: 0) == token)
        #expect(try PlaybackToken.verify(token.text(keys: rotated), keys: rotated, now: 0) == token)
    }
}
