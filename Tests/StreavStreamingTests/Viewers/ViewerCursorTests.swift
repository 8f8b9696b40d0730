import NIOCore
import StreavLocal
import StreavPorts
import StreavStreaming
import Testing

@Suite("A viewer of the endless stream")
struct ViewerCursorTests {
    private static let blockBytes = 1880

    private func instant(_ seconds: Double) -> MonotonicInstant {
        MonotonicInstant(offset: .milliseconds(Int64(seconds * 1000)))
    }

    private func ring(byteLimit: Int = 4 << 20) -> TransportRing {
        TransportRing(byteLimit: byteLimit, ageLimit: .seconds(4))
    }

    private func append(_ ring: inout TransportRing, key: Bool = false, at seconds: Double, size: Int = blockBytes) {
        ring.append(
            TransportBlock(
                sequence: ring.end, bytes: ByteBuffer(repeating: UInt8(truncatingIfNeeded: ring.end), count: size),
                isRandomAccess: key, jumpPrefix: key ? ByteBuffer(string: "jump\(ring.end)") : nil,
                published: instant(seconds)))
    }

    private func sent(_ step: ViewerCursor.Step) -> [ByteBuffer]? {
        if case .send(let buffers) = step { return buffers }
        return nil
    }

    private func closed(_ step: ViewerCursor.Step) -> ViewerCursor.CloseReason? {
        if case .close(let reason) = step { return reason }
        return nil
    }

    @Test("FAN-3: it joins at the newest random access point and gets all since then in one burst")
    func joins() {
        var ring = ring()
        append(&ring, key: true, at: 0)
        append(&ring, at: 0.1)
        append(&ring, key: true, at: 1)
        append(&ring, at: 1.1)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(1.2))
        let first = sent(cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(1.2)))
        #expect(first?.map { $0.readableBytes } == [Self.blockBytes, Self.blockBytes])
        #expect(first?.first?.getInteger(at: 0, as: UInt8.self) == 2)
        #expect(sent(cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(1.3))) == nil)
        append(&ring, at: 1.3)
        #expect(sent(cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(1.3)))?.count == 1)
    }

    @Test("It waits where there is no random access point yet")
    func waits() {
        var ring = ring()
        append(&ring, at: 0)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
        #expect(sent(cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(0.1))) == nil)
        #expect(!cursor.hasJoined)
    }

    @Test("SLOW-1: beyond 4 s of lag it jumps to the newest key frame, never into a group of pictures")
    func jumpsByAge() {
        var ring = ring()
        append(&ring, key: true, at: 0)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
        _ = cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(0))
        for index in 1...50 { append(&ring, key: index % 10 == 0, at: Double(index) / 10) }
        // The socket has been full since, but takes a little, so the viewer is slow, not stalled.
        let jump = sent(cursor.step(ring: ring, isWritable: false, unsent: 10, now: instant(5)))
        #expect(jump?.first.map { String(buffer: $0) } == "jump50")
        #expect(jump?.count == 2)
        #expect(cursor.jumpCount == 1)
        #expect(cursor.highWaterMark > 0)
    }

    @Test("SLOW-1: beyond 4 MiB of lag it jumps, however young the blocks are")
    func jumpsByBytes() {
        var ring = ring(byteLimit: 16 << 20)
        append(&ring, key: true, at: 0)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
        _ = cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(0))
        for index in 1...5 { append(&ring, at: 0.1 * Double(index), size: 1 << 20) }
        append(&ring, key: true, at: 0.6)
        let jump = sent(cursor.step(ring: ring, isWritable: true, unsent: 10, now: instant(0.6)))
        #expect(jump?.first.map { String(buffer: $0) } == "jump6")
    }

    @Test("SLOW-2: a third jump within 30 s closes it as slow")
    func closesSlow() {
        var ring = ring()
        append(&ring, key: true, at: 0)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
        _ = cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(0))
        var reason: ViewerCursor.CloseReason?
        for second in 1...29 where reason == nil {
            append(&ring, key: true, at: Double(second))
            // A little is taken each second: slow, but not stalled.
            reason = closed(
                cursor.step(ring: ring, isWritable: false, unsent: 1000 - second, now: instant(Double(second))))
        }
        #expect(reason == .slow)
        #expect(cursor.jumpCount == 3)
    }

    @Test("SLOW-2: ten seconds in which the socket takes nothing close it as stalled")
    func closesStalled() {
        var ring = ring()
        append(&ring, key: true, at: 0)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
        _ = cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(0))
        #expect(closed(cursor.step(ring: ring, isWritable: false, unsent: 1880, now: instant(9.9))) == nil)
        #expect(closed(cursor.step(ring: ring, isWritable: false, unsent: 1880, now: instant(10))) == .stalled)
    }

    @Test("A silent source stalls nobody: with nothing unsent, time does not count")
    func silenceIsNotAStall() {
        var ring = ring()
        append(&ring, key: true, at: 0)
        var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
        _ = cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(0))
        #expect(closed(cursor.step(ring: ring, isWritable: true, unsent: 0, now: instant(600))) == nil)
    }

    @Test("The ring keeps the newest random access point, however long the group of pictures")
    func ringKeepsKeyFrame() {
        var ring = ring()
        append(&ring, key: true, at: 0)
        for index in 1...90 { append(&ring, at: Double(index) / 10) }
        #expect(ring.newestRandomAccess == 0)
        append(&ring, key: true, at: 9.5)
        #expect(ring.newestRandomAccess == 91)
        #expect(ring.start > 40)
    }

    @Test("Random readers of a random stream see consecutive blocks, except for counted jumps to key frames")
    func randomReaders() {
        for seed in UInt64(1)...40 {
            let entropy = SeededEntropy(seed: seed)
            var ring = ring()
            var cursor = ViewerCursor(policy: ViewerPolicy(), now: instant(0))
            var unsent = 0
            var expected: Int64?
            var isClosed = false
            for step in 0..<600 where !isClosed {
                let now = Double(step) / 10
                append(&ring, key: step % 13 == 0, at: now, size: 188 * Int(1 + entropy.next() % 40))
                unsent = max(0, unsent - Int(entropy.next() % 9000))
                switch cursor.step(ring: ring, isWritable: unsent < 64_000, unsent: unsent, now: instant(now)) {
                case .wait: break
                case .close: isClosed = true
                case .send(let buffers):
                    var blocks = buffers[...]
                    unsent += buffers.reduce(0) { $0 + $1.readableBytes }
                    if let prefix = blocks.first, prefix.readableBytes < 188 {
                        let text = String(buffer: prefix)
                        expected = Int64(text.dropFirst(4))
                        blocks = blocks.dropFirst()
                    }
                    for block in blocks {
                        let tag = block.getInteger(at: block.readerIndex, as: UInt8.self)
                        if let expected { #expect(tag == UInt8(truncatingIfNeeded: expected)) }
                        expected = (expected ?? Int64(tag ?? 0)) + 1
                    }
                }
            }
        }
    }
}
