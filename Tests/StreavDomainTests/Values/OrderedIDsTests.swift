import StreavDomain
import Testing

@Suite("Lists that people put in order")
struct OrderedIDsTests {
    @Test("What is moved stands together at its place, and the rest keeps its order")
    func moving() {
        let list = [1, 2, 3, 4, 5]
        #expect(OrderedIDs.moving([4], to: 0, in: list) == [4, 1, 2, 3, 5])
        #expect(OrderedIDs.moving([1], to: 4, in: list) == [2, 3, 4, 5, 1])
        #expect(OrderedIDs.moving([5, 2], to: 1, in: list) == [1, 5, 2, 3, 4])
        #expect(OrderedIDs.moving([2], to: 99, in: list) == [1, 3, 4, 5, 2])
        #expect(OrderedIDs.moving([2], to: -1, in: list) == [2, 1, 3, 4, 5])
        #expect(OrderedIDs.moving([9, 3, 3], to: 0, in: list) == [3, 1, 2, 4, 5])
    }

    @Test("A part that is arranged takes the places that it had; what is not in the list, or twice, counts for nothing")
    func arranging() {
        let list = [1, 2, 3, 4, 5]
        #expect(OrderedIDs.arranging([4, 2], in: list) == [1, 4, 3, 2, 5])
        #expect(OrderedIDs.arranging([5, 4, 3, 2, 1], in: list) == [5, 4, 3, 2, 1])
        #expect(OrderedIDs.arranging([9, 3, 1, 3], in: list) == [3, 2, 1, 4, 5])
        #expect(OrderedIDs.arranging([], in: list) == list)
    }
}
