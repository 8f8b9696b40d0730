import NIOCore
import StreavMedia

/// A player of the endless stream, which reads all that comes.
final class SocketViewer {
    let connection: Loopback
    let head: Loopback.Answer
    private(set) var byteCount = 0
    private var reader = TransportReader()

    init(_ connection: Loopback, head: Loopback.Answer) {
        self.connection = connection
        self.head = head
    }

    var isAdmitted: Bool { head.status == 200 }
    var code: String? { head.header("Streav-Denial") }
    /// What is wrong with the stream so far.
    var faults: [TransportFault: Int] { reader.faults }

    /// Reads for so long. Returns the bytes that came in this time.
    @discardableResult
    func read(for duration: Duration) -> Int {
        let before = byteCount
        let end = ContinuousClock.now + duration
        connection.setPatience(milliseconds: 100)
        while ContinuousClock.now < end, !connection.hasEnded { take() }
        return byteCount - before
    }

    /// Reads to the end. Returns after how long it came; nil when it did not in time.
    func awaitEnd(within limit: Duration) -> Duration? {
        let start = ContinuousClock.now
        connection.setPatience(milliseconds: 100)
        while !connection.hasEnded {
            if ContinuousClock.now - start > limit { return nil }
            take()
        }
        return ContinuousClock.now - start
    }

    private func take() {
        let bytes = connection.read()
        byteCount += bytes.count
        reader.read(ByteBuffer(bytes: bytes)) { _ in }
    }
}
