import NIOCore

/// Puts the pictures of a group, its sound and tables into transport packets.
struct SyntheticGroupMuxer {
    private static let videoStreamID: UInt8 = 0xE0
    private static let audioStreamID: UInt8 = 0xC0
    private static let videoHeaderBytes = PESHeader.bytes(presentationTime: 0, decodeTime: 0)
    /// A filler unit has a start code, a header and trailing bits.
    private static let leastFillerBytes = 5
    private static let fillerStart: [UInt8] = [0, 0, 1, AVCStreamHeaders.filler]
    private static let filling = [UInt8](repeating: 0xFF, count: 4_096)
    /// Of a burst, where the channel has no bitrate of its own.
    private static let burstBitrate = 1_000_000
    private static let burstFactor = 4

    private let configuration: SyntheticConfiguration
    private let incidents: SyntheticIncidents
    private let pictures: SyntheticPictures
    private let sound: SilentSound
    private let group: Int64
    private let layout: SyntheticGroupLayout

    init(
        _ configuration: SyntheticConfiguration, _ incidents: SyntheticIncidents, _ pictures: SyntheticPictures,
        group: Int64
    ) {
        self.configuration = configuration
        self.incidents = incidents
        self.pictures = pictures
        self.group = group
        sound = incidents.hasOtherSound ? .layerTwo : .aac
        var bitrate = configuration.bitrate
        if incidents.isBurst { bitrate = bitrate.map { $0 * Self.burstFactor } ?? Self.burstBitrate }
        layout = SyntheticGroupLayout(
            sizes: pictures.units.map { Self.videoHeaderBytes + $0.count }, soundPackets: sound.packetsPerUnit,
            bitrate: bitrate)
    }

    func muxed() -> SyntheticGroup {
        var moments: [SyntheticGroup.Moment] = []
        moments.reserveCapacity(SyntheticChannel.framesPerGroup)
        let size = layout.packets * TransportPacket.size
        var output = ByteBufferAllocator().buffer(capacity: size)
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { memory in
            var writer = SegmentWriter(UnsafeMutableRawBufferPointer(rebasing: memory[..<size]))
            let tables = self.tables()
            var counters: (video: UInt8, audio: UInt8) = (15, 15)
            for number in 0..<SyntheticChannel.framesPerGroup {
                let start = writer.position
                let slot = SyntheticGroupLayout.slot(ofPicture: number)
                if let slot { writer.write(tables: tables, segment: slot) }
                counters.video = writePicture(number, counter: counters.video, to: &writer)
                if let slot { counters.audio = writeSound(slot, counter: counters.audio, to: &writer) }
                moments.append(.init(due: milliseconds(number), bytes: start..<writer.position))
            }
            return writer.position
        }
        return SyntheticGroup(index: group, packets: output, moments: moments, isDown: false)
    }

    /// When a picture is taken.
    private func milliseconds(_ number: Int) -> Int64 {
        group * Int64(SyntheticChannel.groupMilliseconds) + Int64(number * SyntheticChannel.frameMilliseconds)
    }

    private func tables() -> [UInt8] {
        var tables = ProgramTables(mapPID: SyntheticChannel.mapPID)
        let video = ProgramTables.Stream(pid: SyntheticChannel.videoPID, streamType: 0x1B, descriptors: [])
        for sound in incidents.hasOtherSound ? [SilentSound.aac, .layerTwo] : [.aac] {
            let audio = ProgramTables.Stream(
                pid: SyntheticChannel.audioPID, streamType: sound.streamType, descriptors: [])
            tables.describe([video, audio], clockPID: SyntheticChannel.videoPID)
        }
        var buffer = ByteBuffer()
        // Counters of 0: the writer adds those of each slot.
        tables.write(into: &buffer)
        return Array(buffer.readableBytesView)
    }

    private func writePicture(_ number: Int, counter: UInt8, to writer: inout SegmentWriter) -> UInt8 {
        let unit = pictures.units[number]
        let packets = layout.pictures[number]
        let time = SyntheticChannel.mediaTime(milliseconds(number), configuration) + incidents.timeJump
        let spare = SyntheticGroupLayout.room(packets: packets) - Self.videoHeaderBytes - unit.count
        let filler = spare < Self.leastFillerBytes ? 0 : spare
        var header: [UInt8] = []
        PESHeader.write(
            streamID: Self.videoStreamID, presentationTime: time + SyntheticChannel.lead,
            decodeTime: time + SyntheticChannel.lead, payloadBytes: unit.count + filler, into: &header)
        let clock = (time + incidents.clockJump) * Int64(ProgramClock.ticksPerTimestamp)
        writer.begin(
            pid: SyntheticChannel.videoPID, counter: counter, bytes: header.count + unit.count + filler,
            packets: packets, clock: ProgramClock.wrapped(clock), isKey: number == 0)
        writer.append(header)
        pictures.bytes.withUnsafeBytes { writer.append(UnsafeRawBufferPointer(rebasing: $0[unit])) }
        if filler > 0 { writeFiller(filler, to: &writer) }
        return writer.end()
    }

    private func writeFiller(_ count: Int, to writer: inout SegmentWriter) {
        writer.append(Self.fillerStart)
        Self.filling.withUnsafeBytes { filling in
            var rest = count - Self.leastFillerBytes
            while rest > 0 {
                let part = min(rest, filling.count)
                writer.append(UnsafeRawBufferPointer(rebasing: filling[..<part]))
                rest -= part
            }
        }
        writer.append([0x80])
    }

    /// The frames that begin before the next slot.
    private func writeSound(_ slot: Int, counter: UInt8, to writer: inout SegmentWriter) -> UInt8 {
        let start = milliseconds(SyntheticGroupLayout.picture(ofSlot: slot))
        let end = milliseconds(SyntheticGroupLayout.picture(ofSlot: slot + 1))
        let ticks = Timestamp33.ticksPerSecond / 1_000
        let frames = sound.frames(in: start * ticks..<end * ticks)
        let time = frames.lowerBound * sound.frameTicks + configuration.timeOffset + incidents.timeJump
        let bytes = frames.count * sound.frame.count
        var header: [UInt8] = []
        PESHeader.write(
            streamID: Self.audioStreamID, presentationTime: time + SyntheticChannel.lead,
            decodeTime: time + SyntheticChannel.lead, payloadBytes: bytes, into: &header)
        writer.begin(
            pid: SyntheticChannel.audioPID, counter: counter, bytes: header.count + bytes,
            packets: sound.packetsPerUnit, clock: nil, isKey: false)
        writer.append(header)
        for _ in frames { writer.append(sound.frame) }
        return writer.end()
    }
}
