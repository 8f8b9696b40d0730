import NIOCore
import NIOHTTP1
import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts

/// A connection to a ``FakeOrigin``: live streams whose number is that of their channel.
final class OriginHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let window: Int64 = 6
    private let fault: FakeOrigin.Fault?
    private let seen: FakeOrigin.SeenTargets
    private var head: HTTPRequestHead?
    private var isOpen = true

    init(_ fault: FakeOrigin.Fault?, _ seen: FakeOrigin.SeenTargets) {
        self.fault = fault
        self.seen = seen
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            seen.add(head.uri)
            answer(head, context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { isOpen = false }

    private static var now: Int64 { StreavClock.system.wallNow.milliseconds }

    private func channel(_ number: Substring) -> SyntheticChannel? {
        guard let number = UInt32(number) else { return nil }
        let shown = fault == .foreign ? number + 1 : number
        return (try? SyntheticConfiguration(run: 9, channel: shown, name: "x", bitrate: 400_000)).map {
            SyntheticChannel($0)
        }
    }

    /// `/live/NAME/TOKEN/7.m3u8`, `…/7/s/0.m3u8`, `/media/7/NUMBER.ts`, `/live/NAME/TOKEN/7.ts`.
    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let path = head.uri.prefix { $0 != "?" }
        let parts = path.split(separator: "/")
        if fault == .generous, !path.hasPrefix("/live/u") { return send("media", context) }
        switch (parts.first, parts.count) {
        case ("live", 4) where path.hasSuffix(".m3u8"):
            send(
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=320x180,FRAME-RATE=25\n"
                    + "\(parts[3].dropLast(5))/s/0.m3u8\n", context)
        case ("live", 6): playlist(parts[3], context)
        case ("live", 4) where path.hasSuffix(".ts"): stream(parts[3].dropLast(3), context)
        case ("media", 3): segment(parts[1], parts[2].dropLast(3), context)
        default: send("", context, status: .notFound)
        }
    }

    private func playlist(_ number: Substring, _ context: ChannelHandlerContext) {
        let end = Self.now / 2000
        var text = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n"
        text += "#EXT-X-MEDIA-SEQUENCE:\(end - Self.window)\n"
        for group in (end - Self.window)..<end { text += "#EXTINF:2.000,\n/media/\(number)/\(group).ts\n" }
        send(text, context)
    }

    private func segment(_ number: Substring, _ group: Substring, _ context: ChannelHandlerContext) {
        guard let channel = channel(number), let group = Int64(group), group > 0 else {
            return send("", context, status: .notFound)
        }
        if fault == .forgetting, group < Self.now / 2000 - Self.window {
            return send("", context, status: .notFound)
        }
        var bytes = channel.group(group).packets
        if fault == .rewriting, seen.nextSegment() % 2 == 0 {
            bytes.writeBytes([0x47, 0x1F, 0xFF, 0x10] + [UInt8](repeating: 0xFF, count: 184))
        }
        send(bytes, context, status: .ok)
    }

    private func stream(_ number: Substring, _ context: ChannelHandlerContext) {
        guard let channel = channel(number) else { return send("", context, status: .notFound) }
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok))), promise: nil)
        pump(SyntheticPlayback(channel, at: Self.now), context)
    }

    private func pump(_ playback: SyntheticPlayback, _ context: ChannelHandlerContext) {
        var playback = playback
        guard isOpen else { return }
        while case .packets(let packets) = playback.next(at: Self.now) {
            context.write(wrapOutboundOut(.body(.byteBuffer(packets))), promise: nil)
        }
        context.flush()
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(40)) { self.pump(playback, context) }
    }

    private func send(_ text: String, _ context: ChannelHandlerContext, status: HTTPResponseStatus = .ok) {
        send(ByteBuffer(string: text), context, status: status)
    }

    private func send(_ body: ByteBuffer, _ context: ChannelHandlerContext, status: HTTPResponseStatus) {
        var head = HTTPResponseHead(version: .http1_1, status: status)
        head.headers.add(name: "Content-Length", value: String(body.readableBytes))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
