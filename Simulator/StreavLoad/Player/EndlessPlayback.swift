public import NIOCore
public import StreavPorts
import StreavDomain
import StreavMedia

/// A player of an endless MPEG transport stream, as a machine without a network: bytes go in, and the stream's own
/// clock tells how much media they are.
///
/// A connection that ends is made again with the profile's delays; what is buffered plays on meanwhile. Instants must
/// not go back.
public struct EndlessPlayback: Sendable {
    /// Media that players of such streams buffer: 1 to 4 seconds.
    public static let usualStart = Duration.seconds(1)
    public static let usualCap = Duration.seconds(4)

    public let retries: RetryRule
    /// While so much is buffered, the player reads nothing more.
    public let bufferCap: Duration
    public private(set) var end: PlaybackEnd?
    /// The judge of what came, over all connections.
    public private(set) var watch = TransportWatch()
    /// What the pictures among the last bytes said of themselves.
    public private(set) var pictures = PictureTally()
    /// Connections that were made again.
    public private(set) var reconnections = 0
    /// What the wall clock says, for the age of what is shown; without it that is not sampled.
    public var wallAnchor: WallAnchor?

    /// From one sample of the latency to the next, at least.
    public static let latencyInterval = Duration.seconds(1)

    private var screen: WatchedBuffer
    private var connection = ScheduledLoad()
    /// Bytes that came since the last clock reference.
    private var unclockedBytes = 0
    private var reader = IdentityReader()
    /// Of the newest picture that says so: when it was taken, milliseconds since 1970, and its time in the stream,
    /// 90 kHz.
    private var newest: (captured: Int64, presentation: Int64)?
    private var lastSample: MonotonicInstant?

    /// - Parameters:
    ///   - intent: When the viewer wanted to play.
    ///   - start: Media that is there before the first frame, and after a stall.
    public init(
        intent: MonotonicInstant, start: Duration = Self.usualStart, bufferCap: Duration = Self.usualCap,
        retries: RetryRule = RetryRule()
    ) {
        self.retries = retries
        self.bufferCap = max(bufferCap, start)
        screen = WatchedBuffer(rule: .media(start), quality: SessionQuality(intent: intent))
    }

    public var quality: SessionQuality { screen.quality }
    public var buffer: PlayoutBuffer { screen.buffer }

    /// Whether it reads: one whose buffer is full leaves bytes in the socket.
    public var reads: Bool { end == nil && buffer.buffered < bufferCap }

    /// When ``tick(at:)`` has something to do: to connect, to begin to read again, or when the buffer runs dry.
    public var nextWake: MonotonicInstant? {
        guard end == nil else { return nil }
        let dry = buffer.nextDeadline
        // Just below the cap, so that it reads then.
        let room = reads ? nil : dry.map { $0 - bufferCap + .milliseconds(1) }
        return [connection.nextStart, room ?? dry].compactMap(\.self).min()
    }

    public mutating func open(at now: MonotonicInstant) -> [EndlessAction] {
        connection.schedule(at: now)
        return proceed(at: now)
    }

    public mutating func tick(at now: MonotonicInstant) -> [EndlessAction] {
        proceed(at: now)
    }

    /// Bytes of the stream, in pieces of any size.
    public mutating func received(_ bytes: ByteBuffer, at now: MonotonicInstant) -> [EndlessAction] {
        guard end == nil else { return [] }
        let before = watch.mediaTime
        watch.read(bytes, at: now)
        reader.read(bytes)
        pictures = reader.take()
        note(pictures)
        screen.quality.receivedMedia(bytes: bytes.readableBytes)
        unclockedBytes += bytes.readableBytes
        let media = watch.mediaTime - before
        if media > .zero {
            // Media came, so the connection is good, and its next failure is a first one.
            connection.prosper()
            screen.append(
                MediaPiece(
                    duration: media, bitrate: Double(unclockedBytes) * 8 / media.inSeconds,
                    captured: captured(before: media)), at: now)
            unclockedBytes = 0
            sampleLatency(at: now)
        }
        return proceed(at: now)
    }

    /// The connection was refused, or ended.
    public mutating func failed(_ failure: LoadFailure, at now: MonotonicInstant) -> [EndlessAction] {
        guard end == nil else { return [] }
        screen.advance(to: now)
        switch retries.verdict(on: failure, of: .playlist, failures: connection.fail()) {
        case .denied(let status): return finish(.denied(status: status, .segment), at: now)
        case .giveUp, .skip: return finish(.failed(.segment, failure), at: now)
        case .retry(let delay):
            connection.schedule(at: now + delay)
            reconnections += 1
            return proceed(at: now)
        }
    }

    /// Another channel is wanted. The caller closes the connection, and hands in nothing more of it.
    public mutating func zap(at now: MonotonicInstant) -> [EndlessAction] {
        guard end == nil else { return [] }
        screen.advance(to: now)
        screen.quality.zap(at: now)
        screen.flush(at: now)
        connection = ScheduledLoad()
        newest = nil
        return open(at: now)
    }

    /// The viewer leaves.
    public mutating func close(at now: MonotonicInstant) -> [EndlessAction] {
        finish(.closed, at: now)
    }

    private mutating func proceed(at now: MonotonicInstant) -> [EndlessAction] {
        guard end == nil else { return [] }
        screen.advance(to: now)
        guard let intended = connection.start(at: now) else { return [] }
        watch.beginStream()
        reader.begin()
        unclockedBytes = 0
        return [.connect(intended: intended)]
    }

    private mutating func note(_ pictures: PictureTally) {
        guard let run = pictures.runs.last, let presentation = run.lastPresentation else { return }
        let frames = run.last - run.first
        newest = (run.capturedMilliseconds + frames * Int64(SyntheticChannel.frameMilliseconds), presentation)
    }

    /// When the picture was taken that is shown at the beginning of the newest media.
    private func captured(before media: Duration) -> Timestamp? {
        guard let newest, watch.clock >= 0 else { return nil }
        let ahead = TransportWatch.distance(
            watch.clock / 300, newest.presentation, modulus: TransportWatch.timestampModulus)
        // Pictures come at most so long before they are shown; what is further off is of another time.
        guard ahead.magnitude < 900_000 else { return nil }
        return Timestamp(milliseconds: newest.captured - ahead / 90).advanced(by: .zero - media)
    }

    private mutating func sampleLatency(at now: MonotonicInstant) {
        guard let wallAnchor, let capture = buffer.frameCapture,
            lastSample.map({ now - $0 >= Self.latencyInterval }) ?? true
        else { return }
        lastSample = now
        screen.quality.sampleLatency(wallAnchor.wall(at: now).duration(since: capture))
    }

    private mutating func finish(_ end: PlaybackEnd, at now: MonotonicInstant) -> [EndlessAction] {
        guard self.end == nil else { return [] }
        screen.advance(to: now)
        screen.quality.end(end.outcome, at: now)
        self.end = end
        return [.end(end)]
    }
}
