public import StreavDomain
import Synchronization

/// How often viewers were refused, by code, since the process started.
public final class DenialCounter: Sendable {
    private let counts = Mutex<[DenialCode: Int]>([:])

    public init() {}

    func count(_ code: DenialCode) {
        counts.withLock { $0[code, default: 0] += 1 }
    }

    public subscript(code: DenialCode) -> Int {
        counts.withLock { $0[code] ?? 0 }
    }

    /// Every code, those never used with 0.
    public var all: [(code: DenialCode, count: Int)] {
        counts.withLock { counts in DenialCode.allCases.map { ($0, counts[$0] ?? 0) } }
    }
}
