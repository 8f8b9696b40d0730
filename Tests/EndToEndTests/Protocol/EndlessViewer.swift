import Foundation
import NIOCore
import StreavMedia
import Synchronization

/// Watches an endless transport stream over one socket and audits all of it.
final class EndlessViewer: Sendable {
    struct Audit: Sendable {
        var packets = ContinuityAudit()
        var byteCount = 0
        var hasEnded = false
        /// The longest time without a byte.
        var longestSilence: Duration = .zero
        var lastByte = ContinuousClock.now
        /// Widths of the picture in the order they came, without repetitions: whose picture it is.
        var widths: [Int] = []
        var tracks: [[TransportTrack]] = []
        var problems: [String] = []
        var times: [Int: UInt64] = [:]
        var clock: UInt64?
    }

    fileprivate struct State {
        var audit = Audit()
        var reader = TransportReader()
    }

    private let connection: RawHTTPConnection
    private let state = Mutex(State())
    private let isDone = Atomic(false)

    init(opening address: String, client: RawHTTPClient = RawHTTPClient()) async throws {
        let (head, connection) = try await client.open(address)
        guard head.status == 200, head["Content-Type"] == "video/mp2t" else {
            throw HarnessError("\(address): \(head.status)")
        }
        self.connection = connection
    }

    var audit: Audit { state.withLock { $0.audit } }

    func stop() {
        isDone.store(true, ordering: .relaxed)
    }

    /// Forgets the longest silence so far.
    func listenAnew() {
        state.withLock { $0.audit.longestSilence = .zero }
    }

    /// Until ``stop()``, or until the server ends it.
    func watch() async throws {
        state.withLock { $0.audit.lastByte = .now }
        while !isDone.load(ordering: .relaxed) {
            let piece = try await connection.read(atLeast: 1, within: .milliseconds(250))
            state.withLock { $0.take(piece.bytes, hasEnded: piece.hasEnded) }
            if piece.hasEnded { break }
        }
        connection.close()
    }
}

extension EndlessViewer.State {
    fileprivate mutating func take(_ bytes: Data, hasEnded: Bool) {
        let now = ContinuousClock.now
        audit.longestSilence = max(audit.longestSilence, now - audit.lastByte)
        audit.hasEnded = hasEnded
        guard !bytes.isEmpty else { return }
        audit.lastByte = now
        audit.byteCount += bytes.count
        audit.packets.read(bytes)
        var events: [TransportEvent] = []
        reader.read(ByteBuffer(bytes: bytes)) { events.append($0) }
        for event in events { take(event) }
    }

    private mutating func take(_ event: TransportEvent) {
        switch event {
        case .tracks(let tracks): audit.tracks.append(tracks)
        case .fault(let fault): audit.problems.append("fault: \(fault.rawValue)")
        case .clock: break
        case .unit(let unit):
            if let width = unit.format?.width, audit.widths.last != width { audit.widths.append(width) }
            if let time = unit.decodeTime ?? unit.presentationTime {
                if let last = audit.times[unit.trackIndex], SegmentProbe.distance(from: last, to: time) <= 0 {
                    audit.problems.append("FO-4: decode time \(time) follows \(last) on track \(unit.trackIndex)")
                }
                audit.times[unit.trackIndex] = time
            }
            if let clock = unit.programClock {
                // 27 MHz in 33 bits of 90 kHz.
                if let last = audit.clock, SegmentProbe.distance(from: last / 300, to: clock / 300) < 0 {
                    audit.problems.append("FO-4: the programme clock goes back from \(last) to \(clock)")
                }
                audit.clock = clock
            }
        }
    }
}
