public import NIOCore

/// Reads an MPEG transport stream (ISO/IEC 13818-1) in chunks of any size: finds packets, the first programme's tracks,
/// and their PES packets as units.
///
/// Whatever the bytes are, it goes on: what is wrong is reported as ``TransportFault`` and skipped. The events depend
/// on the bytes alone, not on how they were cut into chunks. Memory is bounded by ``TransportLimits``.
public struct TransportReader: Sendable {
    /// Packets that must line up before a sync byte is believed.
    private static let alignedPackets = 3
    /// Bytes looked at in one go while packets are searched for across chunks.
    private static let searchStep = 4096

    private let limits: TransportLimits
    private var isAligned = false
    /// The beginning of a packet whose rest is still to come; while packets are searched for, at most a search step.
    private var carried: [UInt8] = []
    /// The search in progress has been reported as lost sync.
    private var isLossReported = false
    private var program = ProgramReader()
    private var context: ElementaryStream.Context

    public init(limits: TransportLimits = .default) {
        self.limits = limits
        context = ElementaryStream.Context(limits: limits)
    }

    /// How often each fault was met.
    public var faults: [TransportFault: Int] { context.faults.counts }

    /// Bytes kept for units that are not complete yet.
    public var pendingBytes: Int { context.pendingBytes + carried.count }

    /// Reads the next chunk.
    ///
    /// - Parameter emit: Called for each event, in the stream's order, before `read` returns.
    public mutating func read(_ bytes: ByteBuffer, _ emit: (TransportEvent) -> Void) {
        bytes.withUnsafeReadableBytes { read($0, emit) }
    }

    /// Ends the stream: what is incomplete comes as it is. The reader can then begin another stream.
    public mutating func finish(_ emit: (TransportEvent) -> Void) {
        let rest = carried
        carried = []
        rest.withUnsafeBytes { _ = consume($0, isLast: true, emit) }
        program.finish(&context, emit)
        isAligned = false
        isLossReported = false
        program = ProgramReader()
        context.separateClock = nil
    }

    private mutating func read(_ chunk: UnsafeRawBufferPointer, _ emit: (TransportEvent) -> Void) {
        var offset = 0
        // First what an earlier chunk has left, with just as much of this one as completes it.
        while !carried.isEmpty, offset < chunk.count {
            let wanted = isAligned ? TransportPacket.size : Self.searchStep
            let end = min(offset + max(1, wanted - carried.count), chunk.count)
            var work = carried
            carried = []
            work.append(contentsOf: chunk[offset..<end])
            offset = end
            let used = work.withUnsafeBytes { consume($0, isLast: false, emit) }
            work.removeFirst(used)
            carried = work
        }
        guard offset < chunk.count else { return }
        let rest = UnsafeRawBufferPointer(rebasing: chunk[offset...])
        let used = consume(rest, isLast: false, emit)
        carried.append(contentsOf: rest[used...])
    }

    /// Reads what is complete and returns how many bytes are done with.
    private mutating func consume(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ emit: (TransportEvent) -> Void
    ) -> Int {
        var offset = 0
        while true {
            if !isAligned {
                let start = aligned(bytes, from: offset, isLast: isLast)
                if start.offset > offset, !isLossReported {
                    context.faults.report(.lostSync, emit)
                    isLossReported = true
                }
                offset = start.offset
                guard start.isFound else { return offset }
                isAligned = true
                isLossReported = false
            }
            while offset + TransportPacket.size <= bytes.count, bytes[offset] == TransportPacket.syncByte {
                let packet = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + TransportPacket.size])
                program.read(TransportPacket(packet), &context, emit)
                offset += TransportPacket.size
            }
            guard offset + TransportPacket.size <= bytes.count else { return offset }
            isAligned = false
        }
    }

    /// The first place from `start` on where packets line up; else how far there is none for sure.
    private func aligned(
        _ bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool
    ) -> (offset: Int, isFound: Bool) {
        var offset = start
        while offset < bytes.count {
            if bytes[offset] == TransportPacket.syncByte {
                var packets = 1
                while packets < Self.alignedPackets, offset + packets * TransportPacket.size < bytes.count,
                    bytes[offset + packets * TransportPacket.size] == TransportPacket.syncByte
                {
                    packets += 1
                }
                if packets == Self.alignedPackets { return (offset, true) }
                if offset + packets * TransportPacket.size >= bytes.count {
                    // At the end of all bytes, a whole packet that nothing contradicts will do.
                    if isLast, offset + TransportPacket.size <= bytes.count { return (offset, true) }
                    if !isLast { return (offset, false) }
                }
            }
            offset += 1
        }
        return (offset, false)
    }
}
