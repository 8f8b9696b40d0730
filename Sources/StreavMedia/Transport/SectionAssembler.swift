/// Puts the sections of one table PID together from packets (ISO/IEC 13818-1 section 2.4.4): they may span packets,
/// and a packet may hold the end of one and several others.
struct SectionAssembler {
    /// The largest PAT or PMT section, with its header.
    static let sectionBytes = 1024
    private static let headerBytes = 3

    private var section: [UInt8] = []
    private var isCollecting = false
    private var continuity = ContinuityCheck()

    /// Takes one packet of the PID and returns the sections it completes, those with a right checksum.
    mutating func read(
        _ packet: TransportPacket, faults: inout FaultTally, _ emit: (TransportEvent) -> Void
    ) -> [[UInt8]] {
        guard let payload = packet.payload else {
            faults.report(.badPacket, emit)
            return []
        }
        switch continuity.next(packet) {
        case .inOrder: break
        case .repeated: return []
        case .lost:
            faults.report(.continuity, emit)
            abandon()
        }
        guard !payload.isEmpty else { return [] }
        var complete: [[UInt8]] = []
        var position = payload.lowerBound
        if packet.startsUnit {
            // The pointer tells how many bytes still belong to the section before.
            let start = position + 1 + Int(packet.bytes[position])
            guard start < payload.upperBound else {
                abandon()
                faults.report(.badTable, emit)
                return []
            }
            if isCollecting {
                _ = take(packet.bytes[position + 1..<start], into: &complete, &faults, emit)
                abandon()
            }
            position = start
            isCollecting = true
        }
        while isCollecting, position < payload.upperBound {
            position += take(packet.bytes[position..<payload.upperBound], into: &complete, &faults, emit)
            // Another section may follow at once; a table id of 0xFF is stuffing up to the packet's end.
            if !isCollecting, position < payload.upperBound, packet.bytes[position] != 0xFF { isCollecting = true }
        }
        return complete
    }

    /// Appends what belongs to the current section and says how much that was.
    private mutating func take(
        _ bytes: Slice<UnsafeRawBufferPointer>, into complete: inout [[UInt8]], _ faults: inout FaultTally,
        _ emit: (TransportEvent) -> Void
    ) -> Int {
        var rest = bytes
        if section.count < Self.headerBytes {
            let part = rest.prefix(Self.headerBytes - section.count)
            section.append(contentsOf: part)
            rest = rest.dropFirst(part.count)
            guard section.count == Self.headerBytes else { return bytes.count }
        }
        let length = Self.headerBytes + (Int(section[1] & 0x0F) << 8 | Int(section[2]))
        guard length <= Self.sectionBytes else {
            abandon()
            faults.report(.badTable, emit)
            return bytes.count
        }
        let part = rest.prefix(length - section.count)
        section.append(contentsOf: part)
        guard section.count == length else { return bytes.count }
        if section[1] & 0x80 != 0, CRC32MPEG.checksum(section) == 0 {
            complete.append(section)
        } else {
            faults.report(.badTable, emit)
        }
        abandon()
        return bytes.count - rest.count + part.count
    }

    private mutating func abandon() {
        section.removeAll(keepingCapacity: true)
        isCollecting = false
    }
}
