import NIOCore
import StreavPorts
import StreavScenario

/// A channel's source, with what a scenario does to it.
struct FaultySource: MediaSource {
    let inner: any MediaSource
    /// By popularity, from 1.
    let channel: Int
    let faults: FaultTimeline
    let clock: StreavClock
    let entropy: any Entropy

    /// A packet of MPEG-TS.
    private static let packet = 188

    func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {
        for fault in faults.active(on: channel, at: clock.monotonicNow) {
            if fault.word == .sourceFlap, faults.isAway(fault, at: clock.monotonicNow) {
                faults.bite(.sourceFlap)
                throw MediaSourceError(.unreachable, "The source is away, as the scenario wants it.")
            }
        }
        try await inner.run { bytes in
            var bytes = bytes
            let began = clock.monotonicNow
            for fault in faults.active(on: channel, at: began) {
                switch fault.word {
                case .sourceReset:
                    faults.bite(.sourceReset)
                    throw MediaSourceError(.interrupted, "The source was reset, as the scenario wants it.")
                case .sourceStall:
                    // The connection stays; what would have come meanwhile does not.
                    faults.bite(.sourceStall)
                    return
                case .sourceSlow:
                    faults.bite(.sourceSlow)
                    let factor = min(max(fault.factor ?? 0.7, 0.05), 1)
                    try await clock.sleep(for: Self.usualPace * (1 / factor - 1))
                case .sourceGarbage:
                    faults.bite(.sourceGarbage)
                    spoil(&bytes, share: fault.share ?? 0.05)
                case .sourceFlap where faults.isAway(fault, at: began):
                    faults.bite(.sourceFlap)
                    throw MediaSourceError(.interrupted, "The source went away, as the scenario wants it.")
                default: break
                }
            }
            try await receive(bytes)
        }
    }

    /// Between two pieces of a computed channel.
    private static let usualPace = Duration.milliseconds(40)

    /// Noise in place of some packets.
    private func spoil(_ bytes: inout ByteBuffer, share: Double) {
        let start = bytes.readerIndex
        for offset in stride(from: 0, to: bytes.readableBytes - Self.packet, by: Self.packet)
        where entropy.unit() < share {
            bytes.setBytes(entropy.bytes(Self.packet), at: start + offset)
        }
    }
}
