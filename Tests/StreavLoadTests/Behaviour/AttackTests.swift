import StreavLocal
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Attacks, and what must come of them")
struct AttackTests {
    private func text(_ attack: Attack, segment: String? = nil, seed: UInt64 = 1) -> String {
        String(
            decoding: attack.bytes(
                authority: "tv.test:80", stream: 7, username: "anna", segment: segment, SeededEntropy(seed: seed)),
            as: UTF8.self)
    }

    @Test("S40: a changed signature differs from the right one in one character", arguments: 0..<50 as Range<UInt64>)
    func flipped(seed: UInt64) throws {
        let right = "/media/live/7/123/abcDEF09.ts"
        let line = try #require(
            text(.flippedSignature, segment: right + "?CMCD=x", seed: seed).split(separator: "\r\n").first)
        let path = try #require(line.split(separator: " ").dropFirst().first)
        #expect(path.utf8.count == right.utf8.count)
        #expect(zip(path.utf8, right.utf8).count { $0 != $1 } == 1)
    }

    @Test("S45, S47: framing and lengths are as bad as they say")
    func shapes() {
        #expect(text(.twoLengths).contains("Content-Length: 3\r\nContent-Length: 4\r\n"))
        #expect(text(.lengthAndChunks).contains("Transfer-Encoding: chunked"))
        #expect(text(.longTarget).split(separator: "\r\n")[0].utf8.count > 16_000)
        #expect(text(.manyFields).split(separator: "X-Many").count > 400)
        #expect(!text(.slowHead).contains("\r\n\r\n"))
        for attack in Attack.allCases {
            let size = attack.bytes(
                authority: "a", stream: 1, username: "u", segment: nil, SeededEntropy(seed: 3)
            ).count
            #expect((1...65_536).contains(size), "\(attack)")
        }
    }

    @Test(
        "S37, S38: a refusal or an end is well, media, a fault of the server, silence and rubbish are not",
        arguments: [
            (AttackAnswer.status(400, hasRetryAfter: false), true), (.status(403, hasRetryAfter: false), true),
            (.status(429, hasRetryAfter: true), true), (.status(503, hasRetryAfter: true), true), (.closed, true),
            (.status(503, hasRetryAfter: false), false), (.status(500, hasRetryAfter: false), false),
            (.status(200, hasRetryAfter: false), false), (.status(206, hasRetryAfter: false), false),
            (.status(302, hasRetryAfter: false), false), (.status(0, hasRetryAfter: false), false),
            (.silence, false),
        ])
    func verdicts(answer: AttackAnswer, isWell: Bool) {
        for attack in Attack.allCases { #expect((answer.fault(of: attack) == nil) == isWell) }
    }

    @Test("the head of an answer is read once it is whole")
    func reading() {
        #expect(AttackAnswer(reading: Array("HTTP/1.1 403 Forb".utf8)) == nil)
        #expect(
            AttackAnswer(reading: Array("HTTP/1.1 403 Forbidden\r\nX: y\r\n\r\n".utf8))
                == .status(403, hasRetryAfter: false))
        #expect(
            AttackAnswer(reading: Array("HTTP/1.1 503 No\r\nretry-after: 1\r\n\r\n".utf8))
                == .status(503, hasRetryAfter: true))
        #expect(
            AttackAnswer(reading: Array(String(repeating: "x", count: 5000).utf8))
                == .status(0, hasRetryAfter: false))
    }

    @Test("the power goes once in a short run and twice in a long one, and boxes are back within two seconds")
    func powerCuts() {
        #expect(PowerCut.times(in: .seconds(30)) == [.seconds(15)])
        #expect(PowerCut.times(in: .seconds(300)) == [.seconds(100), .seconds(200)])
        for seed in 0..<50 as Range<UInt64> {
            #expect(PowerCut.starts.contains(PowerCut.start(SeededEntropy(seed: seed))))
        }
    }
}
