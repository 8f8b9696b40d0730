import StreavDomain
import StreavStore
import StreavWeb

/// What is said of a live stream in words.
enum LiveStreamFacts {
    static func text(_ condition: LiveStreamCondition, _ call: PageCall) -> String {
        switch condition {
        case .onAir: call.t("stream.state-on-air")
        case .starting: call.t("stream.state-starting")
        case .idle: call.t("stream.state-idle")
        case .down: call.t("stream.state-down")
        case .unknown: call.t("stream.state-unknown")
        case .off: call.t("stream.state-off")
        }
    }

    static func badge(_ condition: LiveStreamCondition, _ call: PageCall) -> HTML {
        let tone: Badge.Tone =
            switch condition {
            case .onAir: .good
            case .starting, .unknown: .wait
            case .down: .bad
            case .idle, .off: .rest
            }
        return Badge.html(text(condition, call), tone)
    }

    static func condition(_ stream: LiveStream, _ status: LiveStreamStatus?) -> LiveStreamCondition {
        guard stream.details.isEnabled else { return .off }
        return switch status?.phase {
        case .onAir: .onAir
        case .starting: .starting
        case .idle: .idle
        case .down: .down
        case nil: .unknown
        }
    }

    static func text(_ state: LiveStreamSourceStatus.State, _ call: PageCall) -> String {
        switch state {
        case .active: call.t("stream.source-active")
        case .standby: call.t("stream.source-standby")
        case .opening: call.t("stream.source-opening")
        case .waiting: call.t("stream.source-waiting")
        case .idle: call.t("stream.source-idle")
        }
    }

    static func badge(_ state: LiveStreamSourceStatus.State, _ call: PageCall) -> HTML {
        let tone: Badge.Tone =
            switch state {
            case .active: .good
            case .standby: .accent
            case .opening: .wait
            case .waiting: .bad
            case .idle: .rest
            }
        return Badge.html(text(state, call), tone)
    }

    /// `1280 × 720`
    static func resolution(_ status: LiveStreamStatus) -> String? {
        guard let width = status.width, let height = status.height else { return nil }
        return "\(width) × \(height)"
    }

    /// `H.264 · AAC`
    static func codecs(_ list: String) -> String {
        let names = CodecName.names(in: list)
        return names.isEmpty ? "–" : names.joined(separator: " · ")
    }

    /// Since when it has been on air without interruption: `3 d 4 h`, `4 h 12 min`, `12 min`, `40 s`.
    static func uptime(_ status: LiveStreamStatus?, _ call: PageCall) -> String {
        guard let status, status.phase == .onAir else { return "–" }
        let seconds = max(0, call.now.seconds - status.since.seconds)
        let parts = [
            "days": "\(seconds / 86_400)", "hours": "\(seconds / 3600 % 24)", "minutes": "\(seconds / 60 % 60)",
            "seconds": "\(seconds % 60)",
        ]
        return switch seconds {
        case ..<60: call.t("stream.uptime-seconds", parts)
        case ..<3600: call.t("stream.uptime-minutes", parts)
        case ..<86_400: call.t("stream.uptime-hours", parts)
        default: call.t("stream.uptime-days", parts)
        }
    }

    /// Where a source lies, as far as the role may know: without `.reveal` just the way it is reached by.
    static func address(_ source: LiveStreamSource, _ call: PageCall) -> String {
        call.may(.reveal, .liveStreams) ? source.address : masked(source.address)
    }

    static func masked(_ address: String) -> String {
        let scheme = address.prefix { $0 != ":" }
        guard (1...10).contains(scheme.count), scheme.count < address.count,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return "•••" }
        return "\(scheme):•••"
    }

    /// What a failure's machine code means.
    static func failure(_ code: String, _ call: PageCall) -> String {
        switch code {
        case "noBytes": call.t("stream.failure-no-bytes")
        case "noProgress": call.t("stream.failure-no-progress")
        case "missingTrack": call.t("stream.failure-missing-track")
        case "tooManyErrors": call.t("stream.failure-too-many-errors")
        case "noKeyFrame": call.t("stream.failure-no-key-frame")
        case "notMedia": call.t("stream.failure-not-media")
        case "ended": call.t("stream.failure-ended")
        case "invalidAddress": call.t("stream.failure-invalid-address")
        case "forbidden": call.t("stream.failure-forbidden")
        case "unreachable": call.t("stream.failure-unreachable")
        case "refused": call.t("stream.failure-refused")
        case "interrupted": call.t("stream.failure-interrupted")
        case "timedOut": call.t("stream.failure-timed-out")
        case "busy": call.t("stream.failure-busy")
        case "unavailable": call.t("stream.failure-unavailable")
        default: code
        }
    }
}
