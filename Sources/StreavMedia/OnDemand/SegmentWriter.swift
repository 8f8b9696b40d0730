/// Writes transport packets into memory that was sized for them; every byte of a payload is copied once.
struct SegmentWriter {
    private let output: UnsafeMutableRawBufferPointer
    private(set) var position = 0
    /// Where the open packet ends.
    private var packetEnd = 0
    private var pid: UInt16 = 0
    private var counter: UInt8 = 0
    private var isStart = false
    private var isKey = false
    /// PCR of the next packet.
    private var clock: UInt64?
    /// Of the open PES packet: what is still to be written.
    private var remainingBytes = 0
    private var remainingPackets = 0

    init(_ output: UnsafeMutableRawBufferPointer) {
        self.output = output
    }

    /// PAT and PMT, their counters the segment's number.
    mutating func write(tables: [UInt8], segment: Int) {
        let start = position
        copy(tables)
        for packet in stride(from: start, to: position, by: TransportPacket.size) {
            output[packet + 3] |= UInt8(segment & 0x0F)
        }
    }

    /// A packet with the clock alone, which repeats the counter of the PID's last packet with payload.
    mutating func write(clock: UInt64, pid: UInt16, counter: UInt8) {
        let packet = openPacket(pid: pid, control: 0x20 | counter)
        output[packet + 4] = UInt8(TransportPacket.size - 5)
        output[packet + 5] = 0x10
        ProgramClock.write(clock, to: output, at: packet + 6)
        stuff(packet + 12..<packet + TransportPacket.size)
        position = packet + TransportPacket.size
    }

    /// Begins a PES packet of exactly so many bytes in so many packets; `append` its bytes, then `end` it.
    ///
    /// - Parameter counter: Of the PID's last packet with payload.
    mutating func begin(
        pid: UInt16, counter: UInt8, bytes: Int, packets: Int, clock: UInt64?, isKey: Bool
    ) {
        self.pid = pid
        self.counter = counter
        self.clock = clock
        self.isKey = isKey
        isStart = true
        remainingBytes = bytes
        remainingPackets = packets
        packetEnd = position
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            if position == packetEnd { nextPacket() }
            let count = min(rest.count, packetEnd - position)
            copy(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// - Returns: The counter of the PID's last packet.
    func end() -> UInt8 {
        precondition(remainingBytes == 0 && position == packetEnd, "a PES packet has the bytes it was announced with")
        return counter
    }

    /// Opens the next packet with payload: as full as the number of packets that are to come allows.
    private mutating func nextPacket() {
        precondition(remainingPackets > 0, "a PES packet has the packets it was announced with")
        var adaptation = isStart && (clock != nil || isKey) ? clock == nil ? 2 : SegmentLayout.clockFieldBytes : 0
        let take = min(SegmentLayout.packetRoom - adaptation, remainingBytes - (remainingPackets - 1))
        let used = adaptation
        adaptation = SegmentLayout.packetRoom - take
        counter = (counter + 1) & 0x0F
        let packet = openPacket(pid: (isStart ? 0x4000 : 0) | pid, control: (adaptation > 0 ? 0x30 : 0x10) | counter)
        if adaptation > 0 {
            output[packet + 4] = UInt8(adaptation - 1)
            if adaptation > 1 { output[packet + 5] = (isKey && isStart ? 0x40 : 0) | (clock != nil ? 0x10 : 0) }
            if let clock { ProgramClock.write(clock, to: output, at: packet + 6) }
            stuff(packet + 4 + max(used, min(adaptation, 2))..<packet + 4 + adaptation)
        }
        clock = nil
        isStart = false
        remainingBytes -= take
        remainingPackets -= 1
        position = packet + 4 + adaptation
        packetEnd = packet + TransportPacket.size
    }

    private func openPacket(pid: UInt16, control: UInt8) -> Int {
        precondition(position + TransportPacket.size <= output.count, "a segment has the packets that were counted")
        output[position] = TransportPacket.syncByte
        output[position + 1] = UInt8(pid >> 8)
        output[position + 2] = UInt8(truncatingIfNeeded: pid)
        output[position + 3] = control
        return position
    }

    private func stuff(_ range: Range<Int>) {
        UnsafeMutableRawBufferPointer(rebasing: output[range]).initializeMemory(as: UInt8.self, repeating: 0xFF)
    }

    private mutating func copy(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { copy($0) }
    }

    private mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: output[position..<position + bytes.count]).copyMemory(from: bytes)
        position += bytes.count
    }
}
