import NIOCore
import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
import Synchronization
import Testing

@Suite struct SyntheticSourceTests {
    /// 2026-11-26T14:00:00Z.
    private static let noon: Int64 = 1_795_701_600_000

    private final class Receiver: Sendable {
        private let received = Mutex(ByteBuffer())

        func take(_ bytes: ByteBuffer) {
            #expect(bytes.readableBytes <= MediaSourceLimits.chunkBytes)
            received.withLock { _ = $0.writeImmutableBuffer(bytes) }
        }

        var bytes: ByteBuffer { received.withLock { $0 } }
    }

    private static func clock(_ milliseconds: Int64) -> ManualClock {
        ManualClock(wall: Timestamp(milliseconds: milliseconds))
    }

    /// The groups of a channel from a moment on.
    private static func groups(_ address: String, from milliseconds: Int64, _ count: Int) throws -> [SyntheticGroup] {
        let channel = SyntheticChannel(try SyntheticAddress.configuration(of: address, run: 4))
        let first = SyntheticChannel.group(at: milliseconds)
        return (0..<count).map { channel.group(first + Int64($0)) }
    }

    private static func stream(_ groups: [SyntheticGroup]) -> ByteBuffer {
        var stream = ByteBuffer()
        for group in groups { stream.writeImmutableBuffer(group.packets) }
        return stream
    }

    /// What a source hands over in a time; the body may look on at each step.
    private func run(
        _ source: SyntheticSource, _ manual: ManualClock, for duration: Duration,
        step: @escaping @Sendable (ByteBuffer) -> Void = { _ in }
    ) async throws -> ByteBuffer {
        let receiver = Receiver()
        let end = manual.monotonicNow() + duration
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await source.run { receiver.take($0) } }
            repeat {
                try await manual.waitForSleepers()
                step(receiver.bytes)
            } while manual.advanceToNextDeadline(notAfter: end)
            group.cancelAll()
        }
        return receiver.bytes
    }

    @Test func `The bytes come when they are due`() async throws {
        let manual = Self.clock(Self.noon)
        let address = "synthetic:5?name=Five&bitrate=500k"
        let source = try SyntheticSource(address: address, clock: .manual(manual), run: 4)
        let groups = try Self.groups(address, from: Self.noon, 5)
        let moments = groups.enumerated().flatMap { number, group in
            let before = groups[..<number].reduce(0) { $0 + $1.packets.readableBytes }
            return group.moments.map { (due: $0.due, end: before + $0.bytes.upperBound) }
        }
        let bytes = try await run(source, manual, for: .seconds(10) - .milliseconds(1)) { bytes in
            let now = manual.wallNow().milliseconds
            #expect(bytes.readableBytes == moments.last { $0.due <= now }?.end)
        }
        #expect(bytes == Self.stream(groups))
    }

    @Test func `Two nodes send the same, whenever each has begun`() async throws {
        let address = "synthetic:5?name=Five"
        var streams: [ByteBuffer] = []
        for late in [0, 3_210] as [Int64] {
            let manual = Self.clock(Self.noon + late)
            let source = try SyntheticSource(address: address, clock: .manual(manual))
            streams.append(try await run(source, manual, for: .milliseconds(10_000 - late)))
        }
        #expect(streams[1].readableBytes > 0)
        let shared = streams[1].readableBytes
        #expect(streams[0].getSlice(at: streams[0].readableBytes - shared, length: shared) == streams[1])
    }

    @Test func `A step of the wall clock makes no jump`() async throws {
        let manual = Self.clock(Self.noon)
        let source = try SyntheticSource(address: "synthetic:5", clock: .manual(manual), run: 4)
        let stepped = Mutex(false)
        let bytes = try await run(source, manual, for: .seconds(10) - .milliseconds(1)) { bytes in
            let isFirst = stepped.withLock { done in
                defer { done = done || bytes.readableBytes > 50_000 }
                return !done && bytes.readableBytes > 50_000
            }
            if isFirst { manual.stepWall(by: .seconds(-3_600)) }
        }
        #expect(stepped.withLock { $0 })
        #expect(try bytes == Self.stream(Self.groups("synthetic:5", from: Self.noon, 5)))
    }

    @Test func `A flapping source goes away, is not there, and comes back`() async throws {
        let start = Self.noon / 30_000 * 30_000
        func failure(at milliseconds: Int64) async -> (MediaSourceError?, ByteBuffer) {
            let manual = Self.clock(milliseconds)
            let receiver = Receiver()
            let error: MediaSourceError? = await withTaskGroup(of: MediaSourceError?.self) { group in
                group.addTask {
                    do {
                        try await SyntheticSource(address: "synthetic:5?impair=u20d10", clock: .manual(manual), run: 4)
                            .run { receiver.take($0) }
                        return nil
                    } catch {
                        return error as? MediaSourceError
                    }
                }
                group.addTask {
                    while !Task.isCancelled, (try? await manual.waitForSleepers()) != nil {
                        manual.advanceToNextDeadline()
                    }
                    return nil
                }
                var found: MediaSourceError?
                if let first = await group.next() { found = first }
                group.cancelAll()
                return found
            }
            return (error, receiver.bytes)
        }
        let (interrupted, bytes) = await failure(at: start + 17_000)
        #expect(interrupted?.code == .interrupted)
        // From the key frame at 16 s on.
        #expect(try bytes == Self.stream(Self.groups("synthetic:5", from: start + 16_000, 2)))
        let (unreachable, nothing) = await failure(at: start + 25_000)
        #expect(unreachable?.code == .unreachable)
        #expect(nothing.readableBytes == 0)
    }
}
