import StreavLocal
import StreavPorts

/// The time of a generated sequence, in whole milliseconds since its start.
///
/// In real time nobody knows the very instant at which a server does what it is asked. So no command is begun near an
/// expiry: what it sees is then the same at whichever instant of its own it is done.
struct SequenceTime: Sendable {
    /// A command took so long that something expired meanwhile: its answer says nothing.
    struct TooSlow: Error {}

    /// How long a command usually takes at most, in milliseconds.
    private static let slack = 100
    /// What is rounded away on the way, in milliseconds.
    private static let rounding = 2

    private let elapse: Elapse
    private let start = StreavClock.system.monotonicNow
    private(set) var now = 0
    /// When things expire: not before the first, surely by the second.
    private var expiries: [ClosedRange<Int>] = []

    init(_ elapse: Elapse) {
        self.elapse = elapse
    }

    mutating func pass(_ milliseconds: Int) async throws {
        try await elapse.pass(.milliseconds(milliseconds))
        if case .manual = elapse { now += milliseconds }
    }

    /// Waits, if it must, until a command may begin.
    mutating func begin() async throws {
        guard case .real = elapse else { return }
        while true {
            now = elapsed
            expiries.removeAll { $0.upperBound < now }
            let reach = now + Self.slack + Self.rounding
            guard let near = expiries.filter({ $0.lowerBound <= reach }).map(\.upperBound).max() else { return }
            try await elapse.pass(.milliseconds(near + 1 - now))
        }
    }

    /// - Parameter life: After how long something expires by the command that is done.
    mutating func end(life: Int?) throws {
        guard case .real = elapse else { return }
        let after = elapsed + 1
        guard !expiries.contains(where: { $0.lowerBound <= after + Self.rounding }) else { throw TooSlow() }
        if let life { expiries.append((now + life - Self.rounding)...(after + life + Self.rounding)) }
    }

    private var elapsed: Int {
        let (seconds, attoseconds) = (StreavClock.system.monotonicNow - start).components
        return Int(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
