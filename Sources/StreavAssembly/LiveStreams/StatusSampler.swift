import StreavDomain
import StreavMedia
import StreavStreaming

/// Makes statuses of what channels say, and remembers since when each is as it is.
struct StatusSampler: Sendable {
    private var since: [LiveStreamID: (phase: LiveStreamPhase, moment: Timestamp)] = [:]

    /// - Parameter generations: Of the plans by which the channels run.
    mutating func sample(
        _ channels: [ChannelSnapshot], generations: [LiveStreamID: Int64], viewers: [LiveStreamID: Int],
        now: Timestamp
    ) -> [LiveStreamStatus] {
        var next: [LiveStreamID: (phase: LiveStreamPhase, moment: Timestamp)] = [:]
        let statuses = channels.compactMap { channel -> LiveStreamStatus? in
            guard let generation = generations[channel.id] else { return nil }
            let phase = Self.phase(channel.state)
            let before = since[channel.id]
            let moment = before.map { $0.phase == phase ? $0.moment : now } ?? now
            next[channel.id] = (phase, moment)
            return Self.status(
                channel, generation: generation, phase: phase, since: moment, viewers: viewers[channel.id] ?? 0)
        }
        since = next
        return statuses
    }

    private static func status(
        _ channel: ChannelSnapshot, generation: Int64, phase: LiveStreamPhase, since: Timestamp, viewers: Int
    ) -> LiveStreamStatus {
        let sources = channel.sources?.sources ?? []
        let active = channel.sources?.activeIndex
        let picture = channel.formats.first { $0.codec.kind == .video }
        return LiveStreamStatus(
            id: channel.id, generation: generation, phase: phase, since: since,
            bitsPerSecond: active.map { Int64(sources[$0].bitrate) } ?? 0,
            codecs: String(channel.formats.map(\.codecs).joined(separator: ",").prefix(200)), width: picture?.width,
            height: picture?.height, viewers: viewers, sourcePosition: active, sources: sources.map(source))
    }

    private static func source(_ source: SourceSnapshot) -> LiveStreamSourceStatus {
        LiveStreamSourceStatus(
            state: LiveStreamSourceStatus.State(rawValue: source.state.rawValue) ?? .idle,
            bitsPerSecond: Int64(source.bitrate), isDegraded: source.isDegraded, isDivergent: source.isDivergent,
            lastFailure: source.lastFailure?.reason.rawValue)
    }

    private static func phase(_ state: ChannelSnapshot.State) -> LiveStreamPhase {
        switch state {
        case .idle: .idle
        case .starting: .starting
        case .onAir: .onAir
        case .down: .down
        }
    }
}
