public import StreavPorts

/// Opens synthetic channels, and leaves all other addresses to another opener: for simulators and tests.
public struct SyntheticSourceOpener: MediaSourceOpener {
    private let clock: StreavClock
    private let run: UInt64
    private let others: any MediaSourceOpener

    /// - Parameter run: Of channels whose address names none.
    public init(clock: StreavClock, run: UInt64, others: any MediaSourceOpener) {
        self.clock = clock
        self.run = run
        self.others = others
    }

    public func source(for address: String) throws(MediaSourceError) -> any MediaSource {
        guard SyntheticAddress.isSynthetic(address) else { return try others.source(for: address) }
        return try SyntheticSource(address: address, clock: clock, run: run)
    }
}
