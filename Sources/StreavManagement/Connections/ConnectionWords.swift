import StreavDomain
import StreavWeb

/// How parts of connections are said and shown.
enum ConnectionWords {
    static func format(_ format: StreamFormat) -> String {
        switch format {
        case .hls: "HLS"
        case .transportStream: "MPEG-TS"
        case .progressive: "MP4"
        }
    }

    /// Why it ended, as the nodes say it.
    static func reason(_ reason: String?, _ call: PageCall) -> String {
        switch reason {
        case "idle": call.t("connection.reason-idle")
        case "lapsed": call.t("connection.reason-lapsed")
        case "socket_closed": call.t("connection.reason-closed")
        case "abandoned": call.t("connection.reason-abandoned")
        case "moved": call.t("connection.reason-moved")
        case "kicked": call.t("connection.reason-kicked")
        case "place_taken": call.t("connection.reason-place-taken")
        case "handed_over": call.t("connection.reason-handed-over")
        case "shut_down": call.t("connection.reason-shut-down")
        case "server_lost", "server_restarted": call.t("connection.reason-server-lost")
        case "unknown", nil: call.t("connection.reason-unknown")
        case let code?: call.t("connection.reason-denied", ["code": code])
        }
    }

    static func state(_ row: Connection, _ call: PageCall) -> HTML {
        row.isLive
            ? Badge.html(call.t("connection.live"), .good)
            : Badge.html(reason(row.closeReason, call), row.closeReason == "kicked" ? .bad : .rest)
    }

    static func subscriber(_ row: Connection, _ call: PageCall) -> HTML {
        PageLink.html(
            row.username.isEmpty ? call.t("connection.deleted") : row.username, "/subscribers",
            row.subscriber.map { Int64($0.rawValue) }, Permission(.view, .subscribers), call)
    }

    static func stream(_ row: Connection, _ call: PageCall) -> HTML {
        let name = row.streamName.isEmpty ? call.t("connection.deleted") : row.streamName
        return switch row.stream {
        case .live(let id):
            PageLink.html(name, "/live-streams", Int64(id.rawValue), Permission(.view, .liveStreams), call)
        case .onDemand(let id):
            PageLink.html(name, "/on-demand-streams", Int64(id.rawValue), Permission(.view, .onDemandStreams), call)
        case nil: "\(name)"
        }
    }

    static func server(_ row: Connection, _ call: PageCall) -> HTML {
        PageLink.html(
            row.serverName ?? "–", "/servers", row.server.map { Int64($0.rawValue) }, Permission(.view, .servers), call)
    }

    /// What was chosen of holds, in seconds.
    static let holds = [0, 30, 60, 300, 900, 3600]
    static let standardHold = "30"

    static func hold(_ seconds: Int, _ call: PageCall) -> String {
        seconds == 0
            ? call.t("connection.hold-none")
            : seconds < 60
                ? call.count("connection.hold-seconds", seconds) : call.count("connection.hold-minutes", seconds / 60)
    }
}
