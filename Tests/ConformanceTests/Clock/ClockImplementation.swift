import StreavLocal
import StreavPorts

/// Who is held to the laws of ``StreavClock``.
enum ClockImplementation: CaseIterable, Sendable {
    case system
    case manual

    struct UnderTest: Sendable {
        let clock: StreavClock
        let manual: ManualClock?

        /// Runs `body` while a manual clock is moved along; the system's moves by itself.
        func moving(_ body: @escaping @Sendable () async throws -> Void) async throws {
            guard let manual else { return try await body() }
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await body()
                    return true
                }
                group.addTask {
                    while !Task.isCancelled {
                        manual.advanceToNextDeadline()
                        await Task.yield()
                    }
                    return false
                }
                _ = try await group.next()
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    func make() -> UnderTest {
        switch self {
        case .system: return UnderTest(clock: .system, manual: nil)
        case .manual:
            let manual = ManualClock()
            return UnderTest(clock: .manual(manual), manual: manual)
        }
    }
}
