import StreavLocal
import StreavMedia
import StreavPorts

/// Opens sources, and does to computed channels what a scenario wants.
struct FaultySourceOpener: MediaSourceOpener {
    let inner: any MediaSourceOpener
    let faults: FaultTimeline
    let clock: StreavClock
    let entropy: any Entropy

    func source(for address: String) throws(MediaSourceError) -> any MediaSource {
        let source = try inner.source(for: address)
        guard SyntheticAddress.isSynthetic(address) else { return source }
        let channel = try SyntheticAddress.configuration(of: address).channel
        return FaultySource(
            inner: source, channel: Int(channel), faults: faults, clock: clock,
            entropy: entropy.fork("source/\(channel)"))
    }
}
