import StreavLoad
import Testing

@testable import StreavGenerator

@Suite("What segments were, by whoever got them first")
struct SegmentTruthsTests {
    private let rendition = SegmentTruths.Rendition(stream: .channel(7), rung: 0)
    private let examined = SegmentContent(bytes: 188, hash: 1, pictures: PictureTally())
    private let compared = SegmentContent(bytes: 188, hash: 1)

    @Test("INV-SEQ: bytes that are others than before are found, whoever had them")
    func rewritten() {
        let truths = SegmentTruths()
        #expect(truths.take(examined, of: rendition, 5).violation == nil)
        #expect(truths.take(compared, of: rendition, 5).violation == nil)
        let other = SegmentContent(bytes: 188, hash: 2)
        #expect(truths.take(other, of: rendition, 5).violation == .rewritten(mediaSequence: 5))
        let short = SegmentContent(bytes: 187, hash: 1)
        #expect(truths.take(short, of: rendition, 5).violation == .rewritten(mediaSequence: 5))
    }

    @Test("a segment is looked into once; who compares gets what was found then")
    func once() {
        let truths = SegmentTruths()
        #expect(!truths.knows(rendition, 5))
        _ = truths.take(examined, of: rendition, 5)
        #expect(truths.knows(rendition, 5))
        #expect(truths.take(compared, of: rendition, 5).content == examined)
        #expect(!truths.knows(rendition, 6))
    }

    @Test("the same number of another channel, film or rung is another segment")
    func apart() {
        let truths = SegmentTruths()
        _ = truths.take(examined, of: rendition, 5)
        for other in [
            SegmentTruths.Rendition(stream: .channel(8), rung: 0), .init(stream: .film(7), rung: 0),
            .init(stream: .channel(7), rung: 1),
        ] {
            #expect(!truths.knows(other, 5))
            #expect(truths.take(SegmentContent(bytes: 1, hash: 9), of: other, 5).violation == nil)
        }
    }

    @Test("what is remembered is bounded")
    func bounded() {
        let truths = SegmentTruths()
        for number in 0..<Int64(SegmentTruths.segments) + 1 { _ = truths.take(examined, of: rendition, number) }
        #expect(!truths.knows(rendition, 0))
        #expect(truths.knows(rendition, 1))
    }
}
