import Glibc
import StreavPorts
import StreavScenario

/// Arrivals that do not wait for one another, at a rate that changes (Lewis and Shedler 1979: thinning).
enum PoissonArrivals {
    /// The most arrivals of one phase.
    static let limit = 10_000_000

    /// From the start of the phase, rising.
    static func times(in phase: ArrivalPhase, _ random: any Entropy) -> [Duration] {
        let peak = phase.peakPerSecond
        guard peak > 0 else { return [] }
        let length = phase.length.milliseconds / 1000
        var times: [Duration] = []
        var offset = 0.0
        while times.count < limit {
            offset += -log(1 - random.unit()) / peak
            guard offset < length else { break }
            let time = Duration.nanoseconds(Int64(offset * 1e9))
            // Always both draws, so that the stream does not depend on what it chose.
            if random.unit() * peak < phase.perSecond(at: time) { times.append(time) }
        }
        return times
    }
}
