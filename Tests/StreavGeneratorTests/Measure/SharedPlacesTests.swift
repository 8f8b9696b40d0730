import StreavPorts
import Testing

@testable import StreavGenerator

@Suite("Who watches on a shared subscription")
struct SharedPlacesTests {
    private static func at(_ seconds: Int64) -> MonotonicInstant { MonotonicInstant(offset: .seconds(seconds)) }

    @Test("two who get media side by side are found out, once")
    func both() {
        let places = SharedPlaces()
        var found: [Int] = []
        for second in stride(from: Int64(0), to: 60, by: 4) {
            for viewer in [1, 2] {
                if let count = places.gotMedia("anna", viewer: viewer, at: Self.at(second)) { found.append(count) }
            }
        }
        #expect(found == [2, 2], "each of them once")
    }

    @Test("one after the other is as it should be")
    func change() {
        let places = SharedPlaces()
        for second in stride(from: Int64(0), to: 30, by: 4) {
            #expect(places.gotMedia("anna", viewer: 1, at: Self.at(second)) == nil)
        }
        for second in stride(from: Int64(32), to: 90, by: 4) {
            #expect(places.gotMedia("anna", viewer: 2, at: Self.at(second)) == nil)
        }
        #expect(places.gotMedia("ben", viewer: 3, at: Self.at(60)) == nil)
    }
}
