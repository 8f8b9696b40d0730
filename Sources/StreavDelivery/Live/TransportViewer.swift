import NIOCore
import StreavPorts
import StreavStreaming
import StreavTelemetry

/// One viewer of the endless MPEG-TS: a socket and a cursor. Lives on its event loop.
final class TransportViewer {
    let session: String
    private let stream: HTTPStream
    private var cursor: ViewerCursor
    private let counters: DeliveryCounters
    private let gatekeeper: Gatekeeper
    private var isClosed = false

    init(
        session: String, stream: HTTPStream, policy: ViewerPolicy, counters: DeliveryCounters, gatekeeper: Gatekeeper,
        now: MonotonicInstant
    ) {
        self.session = session
        self.stream = stream
        self.cursor = ViewerCursor(policy: policy, now: now)
        self.counters = counters
        self.gatekeeper = gatekeeper
    }

    /// The channel ends.
    func end() {
        guard !isClosed else { return }
        isClosed = true
        stream.close(.ended)
    }

    /// Sends what there is, as far as the socket takes it.
    func drive(ring: TransportRing, now: MonotonicInstant) {
        while !isClosed {
            let jumps = cursor.jumpCount
            let step = cursor.step(
                ring: ring, isWritable: stream.isWritable, unsent: stream.pendingBytes, now: now)
            if cursor.jumpCount != jumps { counters.viewerJumps.increment() }
            switch step {
            case .wait:
                return
            case .send(let buffers):
                let bytes = buffers.reduce(0) { $0 + $1.readableBytes }
                stream.write(buffers)
                counters.transportBytes.increment(by: bytes)
                gatekeeper.transportStreamSent(session: session, bytes: bytes)
            case .close(let reason):
                isClosed = true
                counters.viewerDrops.increment(reason.rawValue)
                stream.close(.slowReader)
            }
        }
    }
}
