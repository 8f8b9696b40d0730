import NIOCore

/// A made-up encoder: H.264 at 25 frames per second, a key frame each second, AAC, any start and layout.
struct ProgrammeSource {
    var videoPID: UInt16 = 0x31
    var audioPID: UInt16? = 0x32
    /// Raw decode time of the first frame, 33 bits.
    var start: UInt64 = 900_000
    var frames = 100
    var keyEvery = 25
    /// Frames before the first key frame.
    var lead = 0
    /// PTS − DTS of video, 90 kHz. 0: no DTS is written.
    var reordering: UInt64 = 7200
    /// DTS − PCR, 90 kHz.
    var margin: UInt64 = 63_000
    /// Audio DTS − video DTS where they lie next to each other, 90 kHz.
    var audioShift: Int64 = 0
    var clockPID: UInt16?
    var hasClock = true
    var parameters = SampleMedia.avcParameters
    var audioDescriptors: [UInt8] = []
    /// What is added to the raw time of frame `index` and all that is by it: a jump of the encoder's clock.
    var jump: (Int) -> Int64 = { _ in 0 }

    private static let mask: UInt64 = 1 << 33 - 1

    func append(to builder: inout PacketBuilder) {
        var streams = [PacketBuilder.Stream(type: 0x1B, pid: videoPID)]
        if let audioPID { streams.append(.init(type: 0x0F, pid: audioPID, descriptors: audioDescriptors)) }
        let clockPID = hasClock ? clockPID ?? videoPID : 0x1FFF
        for index in 0..<frames {
            if index % 10 == 0 { builder.tables(streams, clockPID: clockPID) }
            let shifted = Int64(start) + Int64(index) * 3600 + jump(index)
            let time = UInt64(bitPattern: shifted) & Self.mask
            let clock = (time &- margin) & Self.mask
            if hasClock, clockPID != videoPID { builder.clockPacket(clock * 300, pid: clockPID) }
            let isKey = index >= lead && (index - lead) % keyEvery == 0
            let delta = SampleMedia.avcDelta(size: 100 + index % 90)
            builder.pes(
                pid: videoPID, pts: (time + reordering) & Self.mask, dts: reordering == 0 ? nil : time,
                payload: isKey ? SampleMedia.avcKey(parameters: parameters) : delta,
                clock: hasClock && clockPID == videoPID ? clock * 300 : nil)
            // 1920 ticks an audio frame, so 15 of them for each 8 video frames.
            guard let audioPID, index % 8 == 0 else { continue }
            let audio = UInt64(bitPattern: shifted + audioShift) & Self.mask
            builder.pes(
                pid: audioPID, streamID: 0xC0, pts: audio, payload: SampleMedia.adts(frames: 15), isBounded: true)
        }
    }

    var stream: ByteBuffer {
        var builder = PacketBuilder()
        append(to: &builder)
        return builder.buffer
    }
}
