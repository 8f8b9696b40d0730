public import NIOCore
public import StreavPorts

/// Watches a transport stream as a viewer receives it: whether each packet may follow the one before, and how much
/// media came, by the stream's own clock.
///
/// Reads packets in place, once, and keeps a few numbers per PID; it shares no code with the muxer that it judges.
/// Memory is bounded by ``maximumPIDs`` and ``keptViolations``. What is between two clock references cannot be placed
/// more exactly than they, so intervals of tables are judged by the least that they can have been.
public struct TransportWatch: Sendable {
    public static let packetSize = 188
    static let syncByte: UInt8 = 0x47
    public static let maximumPIDs = 32
    /// Of each stream the first violations are kept with their places; all are counted.
    public static let keptViolations = 16
    /// 27 MHz.
    public static let ticksPerSecond: Int64 = 27_000_000
    /// 500 ms, 100 ms, in ticks.
    public static let longestTableInterval: Int64 = 13_500_000
    public static let longestClockInterval: Int64 = 2_700_000
    /// A step of the clock further than 10 s is a jump, not silence.
    public static let longestClockStep: Int64 = 270_000_000

    static let clockModulus: Int64 = (1 << 33) * 300
    static let timestampModulus: Int64 = 1 << 33

    public internal(set) var packetCount = 0
    /// Bytes that were looked at, those without sync included.
    public internal(set) var byteCount = 0
    /// The first ones.
    public internal(set) var violations: [TransportViolation] = []
    var counts = [Int](repeating: 0, count: TransportRule.allCases.count)
    /// 27 MHz: the steps of the clock, jumps not counted.
    var mediaTicks: Int64 = 0
    /// Media before the first packet that is marked as a random access point; nil: none yet.
    public internal(set) var timeToRandomAccess: Duration?
    /// The longest between two clock references, 27 MHz.
    public internal(set) var longestSeenClockInterval: Int64 = 0
    /// The instants of the first and the last clock reference's arrival.
    public internal(set) var firstClockArrival: MonotonicInstant?
    public internal(set) var lastClockArrival: MonotonicInstant?

    var pids: [WatchedPID] = []
    /// The place in `pids` of the last packet's: packets of one PID come in runs.
    var lastPlace = 0
    var clockPID: UInt16?
    var mapPID: UInt16?
    var association = TableClock()
    var map = TableClock()
    /// Negative: none yet.
    var clock: Int64 = -1
    /// The next clock reference begins another time, as was announced.
    var isClockMarked = false
    private var carried: [UInt8] = []
    private var isAligned = true
    /// What a segment has still to begin with.
    var expectedTables: TableExpectation = .none

    public init() {}

    /// How often a rule was broken.
    public func count(of rule: TransportRule) -> Int { counts[rule.rawValue] }

    public var violationCount: Int { counts.reduce(0, +) }

    /// Media from the first clock reference to the last, jumps not counted.
    public var mediaTime: Duration { .nanoseconds(mediaTicks * 1000 / 27) }

    /// The next bytes, in pieces of any size, as they arrived.
    public mutating func read(_ bytes: ByteBuffer, at now: MonotonicInstant) {
        bytes.withUnsafeReadableBytes { read($0, at: now) }
    }

    public mutating func read(_ bytes: UnsafeRawBufferPointer, at now: MonotonicInstant) {
        var offset = 0
        if !carried.isEmpty {
            offset = min(Self.packetSize - carried.count, bytes.count)
            carried.append(contentsOf: bytes[..<offset])
            guard carried.count == Self.packetSize else { return }
            let packet = carried
            carried.removeAll(keepingCapacity: true)
            packet.withUnsafeBytes { takeCarried($0, at: now) }
        }
        while true {
            if !isAligned {
                let start = bytes[offset...].firstIndex(of: Self.syncByte) ?? bytes.count
                byteCount += start - offset
                offset = start
            }
            guard bytes.count - offset >= Self.packetSize else { break }
            if isPacket(bytes, at: offset) {
                isAligned = true
                take(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Self.packetSize]), at: now)
                offset += Self.packetSize
            } else {
                if isAligned { report(.sync, pid: nil) }
                isAligned = false
                offset += 1
                byteCount += 1
            }
        }
        carried.append(contentsOf: bytes[offset...])
    }

    /// A segment begins. Its first packets must be its tables.
    ///
    /// - Parameter isSplice: It does not go on from the one before: after a discontinuity, a change of rendition, a gap
    ///   or a seek. What was remembered is forgotten.
    public mutating func beginSegment(isSplice: Bool) {
        if !carried.isEmpty {
            report(.sync, pid: nil)
            byteCount += carried.count
            carried.removeAll(keepingCapacity: true)
        }
        isAligned = true
        expectedTables = .association
        if isSplice { splice() }
    }

    /// Another connection begins, in the midst of a stream: what is left of a packet will not be completed.
    public mutating func beginStream() {
        byteCount += carried.count
        carried.removeAll(keepingCapacity: true)
        isAligned = true
        expectedTables = .none
        splice()
    }

    /// What follows is another stream: counters, clocks and tables begin anew.
    public mutating func splice() {
        pids.removeAll(keepingCapacity: true)
        lastPlace = 0
        clock = -1
        isClockMarked = false
        clockPID = nil
        mapPID = nil
        association = TableClock()
        map = TableClock()
    }

    /// Once the alignment is lost a sync byte counts only with the next one where it must be.
    private func isPacket(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        guard bytes[offset] == Self.syncByte else { return false }
        let following = offset + Self.packetSize
        return isAligned || following >= bytes.count || bytes[following] == Self.syncByte
    }

    private mutating func takeCarried(_ packet: UnsafeRawBufferPointer, at now: MonotonicInstant) {
        if packet[0] == Self.syncByte {
            isAligned = true
            take(packet, at: now)
        } else {
            report(.sync, pid: nil)
            isAligned = false
            byteCount += Self.packetSize
        }
    }

    private mutating func take(_ packet: UnsafeRawBufferPointer, at now: MonotonicInstant) {
        judge(packet, at: now)
        packetCount += 1
        byteCount += Self.packetSize
    }

    mutating func report(_ rule: TransportRule, pid: UInt16?) {
        counts[rule.rawValue] += 1
        if violations.count < Self.keptViolations {
            violations.append(TransportViolation(rule: rule, offset: byteCount, pid: pid))
        }
    }
}
