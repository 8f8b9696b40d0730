import StreavLocal
import StreavPorts

/// Who is held to the laws of ``Cache``. A further one joins by one more case.
enum CacheImplementation: CaseIterable, Sendable {
    case memory

    struct UnderTest: Sendable {
        let cache: any Cache
        let elapse: Elapse
    }

    func make() -> UnderTest {
        switch self {
        case .memory:
            let clock = ManualClock()
            return UnderTest(cache: MemoryCache(clock: .manual(clock)), elapse: .manual(clock))
        }
    }
}
