/// Gives the output one programme clock that never goes back, whatever the inputs' clocks do.
///
/// A decoder must have a unit before its decode time comes on the clock, so the clock runs behind the decode times by a
/// margin. Within an input the clock's own steps are kept. Where inputs are spliced the margin of before is kept, so
/// that the clock goes on as evenly as the decode times; and should an input's margin then shrink (a full decoder
/// buffer at the splice that runs low later), the clock is held back rather than letting units come late.
struct ProgramClockRewriter {
    /// 27 MHz. The clock is at least so much behind the decode time: 100 ms.
    static let leastMargin: Int64 = 2_700_000
    /// 27 MHz. More than 10 s of delay no decoder model allows (ISO/IEC 13818-1 section 2.4.2.6).
    static let mostMargin: Int64 = 270_000_000
    /// 27 MHz. What an input's own margin may set for the output: up to 1.5 s.
    private static let mostAdoptedMargin: Int64 = 40_500_000
    /// 27 MHz. Where the input has no clock: 700 ms.
    private static let defaultMargin: Int64 = 18_900_000
    /// 27 MHz. A step larger than 1 s is a jump.
    private static let mostStep: Int64 = 27_000_000
    /// 27 MHz. How slowly the clock runs while it must wait: 1 ms a value.
    private static let leastStep: Int64 = 27_000

    private var margin: Int64?
    /// The input's last clock and what it was rewritten to.
    private var anchor: (raw: UInt64, output: Int64)?
    /// The last value given and the decode time that went with it.
    private(set) var last: (output: Int64, decodeTime: Int64)?

    /// What follows has another clock.
    mutating func splice() {
        anchor = nil
    }

    /// The output's clock, 27 MHz unwrapped.
    ///
    /// - Parameters:
    ///   - raw: The input's clock; nil where it has none.
    ///   - decodeTime: Output decode time of the unit it comes with, 90 kHz unwrapped.
    ///   - rawDecodeTime: The same as it came.
    mutating func next(raw: UInt64?, decodeTime: Int64, rawDecodeTime: UInt64?) -> Int64 {
        let target = decodeTime * Int64(ProgramClock.ticksPerTimestamp)
        let margin = self.margin ?? adoptedMargin(raw: raw, rawDecodeTime: rawDecodeTime)
        self.margin = margin
        var value = step(raw: raw, decodeTime: decodeTime) ?? target - margin
        if value < target - Self.mostMargin { value = target - margin }
        value = min(value, target - Self.leastMargin)
        if let last { value = max(value, last.output + Self.leastStep) }
        if let raw { anchor = (raw, value) }
        last = (value, decodeTime)
        return value
    }

    private func step(raw: UInt64?, decodeTime: Int64) -> Int64? {
        guard let raw else {
            return last.map { $0.output + (decodeTime - $0.decodeTime) * Int64(ProgramClock.ticksPerTimestamp) }
        }
        guard let anchor else { return nil }
        let step = ProgramClock.distance(from: anchor.raw, to: raw)
        return step > 0 && step <= Self.mostStep ? anchor.output + step : nil
    }

    private func adoptedMargin(raw: UInt64?, rawDecodeTime: UInt64?) -> Int64 {
        guard let raw, let rawDecodeTime else { return Self.defaultMargin }
        let margin = ProgramClock.distance(from: raw, to: rawDecodeTime * ProgramClock.ticksPerTimestamp)
        return min(max(margin, Self.leastMargin), Self.mostAdoptedMargin)
    }
}
