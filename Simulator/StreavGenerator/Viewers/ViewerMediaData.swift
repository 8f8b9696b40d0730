import StreavLoad
import StreavMedia
import StreavPorts
import StreavScenario

/// What a viewer tells the platform of itself with each request (CTA-5004).
struct ViewerMediaData {
    private let isSent: Bool
    private let session: String
    private let type: ClientMediaData.StreamType
    /// The buffer ran dry since the last request.
    private var isStarved = false
    /// Of the last segment, bits per second.
    private var throughput: Double?

    /// What a player asks for at most, of what its rendition needs: as much as fills its buffer in reasonable time.
    private static let headroom = 5.0

    init(_ plan: ClientPlan) {
        isSent = plan.sendsMediaData
        session = Self.identifier(plan.random.fork("session").bytes(16))
        type = plan.kind == .ondemand ? .onDemand : .live
    }

    mutating func starve() { isStarved = true }

    mutating func measured(bytes: Int, in time: Duration) {
        let seconds = time.milliseconds / 1000
        if bytes > 0, seconds > 0 { throughput = Double(bytes) * 8 / seconds }
    }

    /// A request's address with what there is to be said.
    mutating func address(
        _ path: String, content: String, bitrate: Int?, segment: SegmentRequest?, buffer: PlayoutBuffer
    ) -> String {
        guard isSent else { return path }
        var data = ClientMediaData()
        data.sessionID = session
        data.contentID = content
        data.streamingFormat = .hls
        data.streamType = type
        data.measuredThroughput = throughput
        data.isStarved = isStarved
        data.isUrgent = buffer.phase == .starting || buffer.phase == .stalled
        data.objectType = segment == nil ? .manifest : .muxed
        if let segment {
            data.duration = segment.segment.duration
            data.bufferLength = buffer.buffered
            if let bitrate, bitrate > 0 {
                data.encodedBitrate = bitrate
                data.requestedThroughput = Double(bitrate) * Self.headroom
            }
        }
        isStarved = false
        return data.appended(to: path)
    }

    /// RFC 9562: a random UUID.
    private static func identifier(_ random: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in random.prefix(16).enumerated() {
            let value = index == 6 ? byte & 0x0F | 0x40 : index == 8 ? byte & 0x3F | 0x80 : byte
            if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
            text += [digits[Int(value >> 4)], digits[Int(value & 0x0F)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
