import Testing

@testable import StreavCrypto

/// What nodes say to each other: S38, S40.
@Suite("Signatures between nodes")
struct NodeExchangeSignerTests {
    private static let signer = NodeExchangeSigner(keys: SigningKeys(id: 1, key: .random()))
    private static let nonce = "abcdefghijklmnopqrst12"
    private static let now: Int64 = 1_800_000_000_000
    private static let request = NodeExchangeSigner.Request(
        method: "GET", path: "/node/media/ZmlsbQ", range: 0..<100, version: "a-1", audience: "east")

    private static func refusal(
        _ text: String, _ request: NodeExchangeSigner.Request = request, now: Int64 = now,
        by signer: NodeExchangeSigner = signer
    ) -> NodeExchangeSigner.Refusal? {
        do throws(NodeExchangeSigner.Refusal) {
            _ = try signer.verify(text, request, now: now)
            return nil
        } catch {
            return error
        }
    }

    @Test("S38: what a node signed is taken, and gives back the number that is used once")
    func right() throws {
        let text = Self.signer.text(Self.request, milliseconds: Self.now, nonce: Self.nonce)
        #expect(text.utf8.count <= NodeExchangeSigner.maximumBytes)
        #expect(try Self.signer.verify(text, Self.request, now: Self.now) == Self.nonce)
    }

    @Test("S40: a request with another method, path, range, version or node is refused")
    func tampered() {
        let text = Self.signer.text(Self.request, milliseconds: Self.now, nonce: Self.nonce)
        let changes: [(inout NodeExchangeSigner.Request) -> Void] = [
            { $0.method = "HEAD" }, { $0.path = "/node/media/ZmlsbR" }, { $0.range = 0..<101 }, { $0.range = 1..<100 },
            { $0.range = nil }, { $0.version = "a-2" }, { $0.version = nil }, { $0.audience = "west" },
        ]
        for change in changes {
            var other = Self.request
            change(&other)
            #expect(Self.refusal(text, other) == .badSignature)
        }
    }

    @Test("S40: any changed character is refused")
    func bits() {
        let text = Array(Self.signer.text(Self.request, milliseconds: Self.now, nonce: Self.nonce).utf8)
        for place in text.indices {
            for flip in [UInt8(1), 4, 32] {
                var other = text
                other[place] ^= flip
                #expect(Self.refusal(String(decoding: other, as: UTF8.self)) != nil)
            }
        }
        for text in ["", "-", "1-2-3-4", "1-\(Self.now)-\(Self.nonce)-", String(repeating: "1", count: 500)] {
            #expect(Self.refusal(text) != nil)
        }
    }

    @Test("A request that is too old, or of a clock too far ahead, is refused")
    func time() {
        let text = Self.signer.text(Self.request, milliseconds: Self.now, nonce: Self.nonce)
        for skew in [-30_000, 0, 30_000] as [Int64] { #expect(Self.refusal(text, now: Self.now + skew) == nil) }
        for skew in [-30_001, 30_001, 86_400_000, .max - Self.now] as [Int64] {
            #expect(Self.refusal(text, now: Self.now + skew) == .untimely)
        }
    }

    @Test("Another deployment's key opens nothing")
    func stranger() {
        let stranger = NodeExchangeSigner(keys: SigningKeys(id: 1, key: .random()))
        let text = stranger.text(Self.request, milliseconds: Self.now, nonce: Self.nonce)
        #expect(Self.refusal(text) == .badSignature)
        let renamed = NodeExchangeSigner(keys: SigningKeys(id: 2, key: .random()))
        #expect(Self.refusal(renamed.text(Self.request, milliseconds: Self.now, nonce: Self.nonce)) == .unknownKey)
    }

    @Test("An answer holds for its own content, status, facts and request")
    func answers() {
        let answer = NodeExchangeSigner.Answer(status: 206, facts: "1 2 3")
        let content = Array("bytes of a film".utf8)
        func check(
            _ answer: NodeExchangeSigner.Answer, _ content: [UInt8], _ nonce: String, _ text: String
        ) -> Bool {
            content.withUnsafeBytes { Self.signer.verify(text, answer, content: $0, nonce: nonce) }
        }
        let text = content.withUnsafeBytes { Self.signer.text(answer, content: $0, nonce: Self.nonce) }
        #expect(check(answer, content, Self.nonce, text))
        #expect(!check(.init(status: 200, facts: "1 2 3"), content, Self.nonce, text))
        #expect(!check(.init(status: 206, facts: nil), content, Self.nonce, text))
        #expect(!check(.init(status: 206, facts: "1 2 4"), content, Self.nonce, text))
        #expect(!check(answer, content, "zbcdefghijklmnopqrst12", text))
        #expect(!check(answer, content + [0], Self.nonce, text))
        for place in content.indices {
            var other = content
            other[place] ^= 1
            #expect(!check(answer, other, Self.nonce, text))
        }
        for text in ["", "1", "1-", "2-\(text.dropFirst(2))", "01-\(text.dropFirst(2))"] {
            #expect(!check(answer, content, Self.nonce, text))
        }
    }
}
