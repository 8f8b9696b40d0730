import NIOCore

/// Makes one segment from its bytes.
struct SegmentMuxer {
    private let program: OnDemandProgram
    private let segment: Int
    /// Added to times of the movie's timeline, 90 kHz.
    private let offset: Int64
    private let bytes: [ByteBuffer]
    private var plan: SegmentPlan
    /// Where each frame of the plan lies in the bytes.
    private var places: [(read: Int, position: Int)] = []

    /// - Throws: `wrongBytes` where the bytes are not those of the segment's reads; `badSample` where a sample
    ///   contradicts itself.
    init(_ program: OnDemandProgram, segment: Int, offset: Int64, bytes: [ByteBuffer]) throws(OnDemandError) {
        self.program = program
        self.segment = segment
        self.offset = offset
        self.bytes = bytes
        plan = try SegmentPlan(program, segment: segment)
        let reads = SegmentReads(plan.frames)
        guard bytes.count == reads.ranges.count, zip(bytes, reads.ranges).allSatisfy({ $0.readableBytes == $1.count })
        else {
            throw OnDemandError(
                .wrongBytes, "The bytes are not the \(reads.ranges.count) parts of the file the segment is made from.")
        }
        places.reserveCapacity(plan.frames.count)
        for frame in plan.frames {
            guard let place = reads.place(of: frame) else {
                throw OnDemandError(.wrongBytes, "The parts of the file do not hold the segment's frames.")
            }
            places.append(place)
        }
        try readShapes()
    }

    /// Video units become as large as their NAL units make them.
    private mutating func readShapes() throws(OnDemandError) {
        for index in plan.units.indices {
            let unit = plan.units[index]
            guard case .video(let framing) = program.lanes[unit.lane].framing else { continue }
            let shape = withFrame(unit.frames.lowerBound) { frame in
                Result { () throws(OnDemandError) in try framing.shape(frame, isKey: unit.isKey) }
            }
            plan.set(try shape.get(), at: index)
        }
    }

    func packaged() throws(OnDemandError) -> ByteBuffer {
        let layout = SegmentLayout(plan, program, segment: segment)
        guard layout.totalBytes <= OnDemandLimits.muxedBytes else {
            throw OnDemandError(.segmentTooLarge, "The segment would have \(layout.totalBytes) bytes.")
        }
        var output = ByteBufferAllocator().buffer(capacity: layout.totalBytes)
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: layout.totalBytes) { memory in
            var writer = SegmentWriter(memory)
            write(layout, to: &writer)
            return writer.position
        }
        return output
    }

    private func write(_ layout: SegmentLayout, to writer: inout SegmentWriter) {
        writer.write(tables: program.tables, segment: segment)
        var counters = [UInt8](repeating: 15, count: program.lanes.count)
        var pacer = ClockPacer(program, segment: segment)
        let clockPID = program.lanes[0].pid
        var header: [UInt8] = []
        for (unit, packets) in zip(plan.units, layout.packets) {
            while let due = pacer.next(before: unit) {
                writer.write(clock: clock(due), pid: clockPID, counter: counters[0])
            }
            let lane = program.lanes[unit.lane]
            writer.begin(
                pid: lane.pid, counter: counters[unit.lane], bytes: SegmentLayout.bytes(unit), packets: packets,
                clock: unit.lane == 0 ? clock(unit.decodeTime) : nil, isKey: unit.isKey)
            PESHeader.write(
                streamID: lane.streamID, presentationTime: unit.presentationTime + offset,
                decodeTime: unit.decodeTime + offset, payloadBytes: unit.payloadBytes, into: &header)
            writer.append(header)
            switch lane.framing {
            case .video(let framing): write(unit, framing, to: &writer)
            case .audio(let framing): write(unit, framing, &header, to: &writer)
            }
            counters[unit.lane] = writer.end()
        }
        while let due = pacer.next() { writer.write(clock: clock(due), pid: clockPID, counter: counters[0]) }
    }

    private func write(_ unit: SegmentPlan.Unit, _ framing: VideoFraming, to writer: inout SegmentWriter) {
        let delimiter = framing.delimiter
        withFrame(unit.frames.lowerBound) { frame in
            if unit.addsDelimiter { writer.append(delimiter) }
            var addsParameterSets = unit.addsParameterSets
            var units = LengthPrefixedUnits(frame, lengthSize: framing.lengthSize)
            var isFirst = true
            while let range = units.next() {
                // Parameter sets go after the delimiter, ours or the stream's own.
                let isDelimiter = isFirst && framing.isDelimiter(framing.type(frame[range.lowerBound]))
                if addsParameterSets, !isDelimiter {
                    writer.append(framing.parameterSets)
                    addsParameterSets = false
                }
                isFirst = false
                writer.append(VideoFraming.startCode)
                writer.append(UnsafeRawBufferPointer(rebasing: frame[range]))
            }
            if addsParameterSets { writer.append(framing.parameterSets) }
        }
    }

    private func write(
        _ unit: SegmentPlan.Unit, _ framing: ADTSFraming, _ header: inout [UInt8], to writer: inout SegmentWriter
    ) {
        for index in unit.frames {
            framing.header(bytes: plan.frames[index].size, into: &header)
            writer.append(header)
            withFrame(index) { writer.append($0) }
        }
    }

    /// The clock on the wire when this is decoded: it runs ahead of nothing.
    private func clock(_ time: Int64) -> UInt64 {
        let clock = time + offset - OnDemandLimits.clockLead
        return ProgramClock.wrapped(clock * Int64(ProgramClock.ticksPerTimestamp))
    }

    private func withFrame<Value>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let place = places[index]
        let size = plan.frames[index].size
        return bytes[place.read].withUnsafeReadableBytes { bytes in
            body(UnsafeRawBufferPointer(rebasing: bytes[place.position..<place.position + size]))
        }
    }
}
