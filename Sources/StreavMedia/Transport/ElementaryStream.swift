import NIOCore

/// Gathers one PID's packets into units.
struct ElementaryStream {
    /// What a stream may use and know of the whole reader.
    struct Context {
        let limits: TransportLimits
        /// Bytes of units in the making, over all streams.
        var pendingBytes = 0
        /// The programme clock, when it has a PID of its own.
        var separateClock: UInt64?
        var faults = FaultTally()
    }

    let track: TransportTrack
    /// Index into the tracks announced last.
    var index: Int
    /// Audio of a programme without video: a decoder can start at every unit.
    var isAlwaysRandomAccess: Bool

    private var continuity = ContinuityCheck()
    private var inspector: StreamInspector
    private var packets = ByteBuffer()
    /// The unit's first payload bytes, up to ``PESHeader/readBytes``: they may be spread over packets.
    private var head: [UInt8] = []
    private var isOpen = false
    private var payloadBytes = 0
    /// Payload bytes of a bounded unit, known from its length field on.
    private var expectedBytes: Int?
    private var clock: UInt64?
    private var isMarked = false
    private var hasError = false
    /// Bytes to reserve: the size of recent units, so that large ones are not copied as they grow.
    private var usualBytes = 2 * TransportPacket.size

    init(track: TransportTrack, index: Int, isAlwaysRandomAccess: Bool) {
        self.track = track
        self.index = index
        self.isAlwaysRandomAccess = isAlwaysRandomAccess
        inspector = StreamInspector(codec: track.codec)
    }

    mutating func read(_ packet: TransportPacket, _ context: inout Context, _ emit: (TransportEvent) -> Void) {
        guard let payload = packet.payload else { return context.faults.report(.badPacket, emit) }
        switch continuity.next(packet) {
        case .inOrder: break
        case .repeated:
            if isRepetition(packet, payload) { return }
            fallthrough
        case .lost:
            context.faults.report(.continuity, emit)
            hasError = true
        }
        guard !packet.isScrambled else {
            hasError = true
            return context.faults.report(.scrambled, emit)
        }
        if packet.startsUnit, !payload.isEmpty {
            close(&context, emit)
            open(context)
        }
        guard isOpen else { return }
        store(packet, payload, &context, emit)
    }

    /// Ends the unit in the making, as the input does.
    mutating func finish(_ context: inout Context, _ emit: (TransportEvent) -> Void) {
        close(&context, emit)
    }

    /// The packet in hand has the counter of the one before; the same payload makes it a legal repetition.
    private func isRepetition(_ packet: TransportPacket, _ payload: Range<Int>) -> Bool {
        guard isOpen, packets.readableBytes >= TransportPacket.size else { return true }
        return packets.withUnsafeReadableBytes { raw in
            let last = TransportPacket(UnsafeRawBufferPointer(rebasing: raw.suffix(TransportPacket.size)))
            guard let lastPayload = last.payload, lastPayload == payload else { return false }
            return last.bytes[lastPayload].elementsEqual(packet.bytes[payload])
        }
    }

    private mutating func open(_ context: Context) {
        isOpen = true
        hasError = false
        packets = ByteBufferAllocator().buffer(capacity: min(usualBytes, context.limits.unitBytes))
        clock = context.separateClock
    }

    private mutating func store(
        _ packet: TransportPacket, _ payload: Range<Int>, _ context: inout Context, _ emit: (TransportEvent) -> Void
    ) {
        let size = TransportPacket.size
        guard packets.readableBytes + size <= context.limits.unitBytes,
            context.pendingBytes + size <= context.limits.pendingBytes
        else {
            abandon(&context)
            return context.faults.report(.oversizedUnit, emit)
        }
        packets.writeBytes(packet.bytes)
        context.pendingBytes += size
        isMarked = isMarked || packet.isRandomAccess
        if track.carriesClock, clock == nil { clock = packet.clock }
        if head.count < PESHeader.readBytes {
            let hadPrefix = head.count >= PESHeader.prefixBytes
            head.append(contentsOf: packet.bytes[payload].prefix(PESHeader.readBytes - head.count))
            if !hadPrefix, head.count >= PESHeader.prefixBytes {
                guard PESHeader.isStart(head) else {
                    abandon(&context)
                    return context.faults.report(.badPES, emit)
                }
                expectedBytes = PESHeader.length(head).map { $0 + PESHeader.prefixBytes }
            }
        }
        payloadBytes += payload.count
        if let expectedBytes, payloadBytes >= expectedBytes { close(&context, emit) }
    }

    private mutating func close(_ context: inout Context, _ emit: (TransportEvent) -> Void) {
        guard isOpen else { return }
        guard let header = PESHeader(head) else {
            abandon(&context)
            return context.faults.report(.badPES, emit)
        }
        let finding = inspector.inspect(packets, from: header.payloadStart, isMarked: isMarked)
        let unit = TransportUnit(
            trackIndex: index,
            packets: packets,
            presentationTime: header.presentationTime,
            decodeTime: header.decodeTime ?? header.presentationTime,
            programClock: clock,
            isRandomAccess: track.kind == .audio ? isAlwaysRandomAccess : finding.isRandomAccess,
            hasError: hasError || payloadBytes < expectedBytes ?? 0,
            format: finding.format)
        usualBytes = max(packets.readableBytes, usualBytes - usualBytes / 8)
        abandon(&context)
        emit(.unit(unit))
    }

    private mutating func abandon(_ context: inout Context) {
        context.pendingBytes -= packets.readableBytes
        packets = ByteBuffer()
        head.removeAll(keepingCapacity: true)
        isOpen = false
        payloadBytes = 0
        expectedBytes = nil
        clock = nil
        isMarked = false
        hasError = false
    }
}
