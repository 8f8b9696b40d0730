import Glibc
import Testing

@testable import StreavGenerator

@Suite("How many descriptors connections may take")
struct SocketBudgetTests {
    @Test(
        "a part of the limit is left, however low it is", arguments: [(20_000, 19_488), (1024, 896), (64, 56), (1, 0)])
    func reserve(descriptors: Int, limit: Int) {
        #expect(SocketBudget(descriptors: descriptors).limit == limit)
    }

    @Test("the system's own limit counts where none is given")
    func system() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #expect(SocketBudget().limit < Int(clamping: limit.rlim_cur))
        #expect(SocketBudget().limit > 0)
    }

    @Test("F26: whoever comes once the budget is used up is refused, and admitted again when there is room")
    func admission() throws {
        let free = try #require(SocketBudget.lowestFree())
        // A reserve of an eighth; other tests have descriptors of their own, so there is room for some.
        let budget = SocketBudget(descriptors: (free + 60) * 8 / 7)
        #expect(budget.admits())
        var taken: [Int32] = []
        defer { for descriptor in taken { close(descriptor) } }
        while taken.count < 400, budget.admits() { taken.append(dup(2)) }
        #expect(taken.count < 400)
        #expect(!budget.admits())
        for descriptor in taken { close(descriptor) }
        taken = []
        #expect(budget.admits())
    }
}
