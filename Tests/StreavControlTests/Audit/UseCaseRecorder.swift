import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import Testing

/// Runs use cases one by one, each in a transaction of its own, and looks at what it left in the activity log.
final class UseCaseRecorder {
    let fixture: ControlFixture
    /// `Type.function` of each that ran.
    private(set) var covered: Set<String> = []
    /// What no entry may hold.
    var secrets: [String] = []
    private var count = 0

    init(_ fixture: ControlFixture) {
        self.fixture = fixture
    }

    /// Runs one, which makes exactly one entry: of this action, by the one who acted, at this moment.
    @discardableResult
    func once<Result: Sendable>(
        _ useCase: String, _ action: String, _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        fixture.manualClock.advance(by: .milliseconds(1_234))
        let result = try await fixture.perform(body)
        let entries = try await fixture.activity()
        let added = entries.dropFirst(count)
        #expect(added.map(\.activity.action) == [action], "\(useCase)")
        #expect(added.allSatisfy { $0.activity.actor == ControlFixture.actor }, "\(useCase)")
        #expect(added.allSatisfy { $0.occurredAt == fixture.clock.wallNow }, "\(useCase)")
        #expect(added.allSatisfy { $0.activity.resourceID != nil }, "\(useCase)")
        count = entries.count
        covered.insert(useCase)
        return result
    }

    /// Runs one that is refused: it leaves nothing.
    func refused(_ body: @escaping @Sendable (ControlTransaction) throws -> Void) async throws {
        await #expect(throws: (any Error).self) { try await fixture.perform(body) }
        #expect(try await fixture.activity().count == count)
    }
}
