import StreavDomain
import Testing

@Suite("Sets of ids")
struct IdentifierSetTests {
    @Test("A set holds what was put in, once, whatever the order")
    func membership() {
        var random = SystemRandomNumberGenerator()
        for count in [0, 1, 2, 3, 10, 1000] {
            let truth = Set((0..<count).map { _ in LiveStreamID(Int32.random(in: 1...1500, using: &random)) })
            let set = LiveStreamSet(Array(truth) + Array(truth))
            #expect(set.count == truth.count)
            for id in 0...1501 {
                #expect(set.contains(LiveStreamID(Int32(id))) == truth.contains(LiveStreamID(Int32(id))))
            }
        }
    }
}
