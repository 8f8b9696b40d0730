import Glibc
import NIOCore
import StreavLocal
import StreavPorts
import Synchronization
import Testing

@Suite("Files as endless sources")
struct LoopedFileSourceTests {
    private static let clip =
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/fixtures/clips/radio.ts"

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    private func failure(_ path: String, cache: LoopedFileCache) async -> MediaSourceError? {
        do {
            try await LoopedFileSource(path: path, clock: .manual(ManualClock()), cache: cache).run { _ in }
            return nil
        } catch {
            return error as? MediaSourceError
        }
    }

    @Test("A clip comes in real time and does not end with the file")
    func realTime() async throws {
        let manual = ManualClock()
        let received = Counter()
        let source = LoopedFileSource(path: Self.clip, clock: .manual(manual), cache: LoopedFileCache())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await source.run { bytes in
                    #expect(bytes.readableBytes % 188 == 0)
                    received.value.withLock { $0 += bytes.readableBytes }
                }
            }
            var sums: [Int] = []
            for _ in 0..<60 {
                for _ in 0..<20 {
                    try await manual.waitForSleepers()
                    manual.advanceToNextDeadline()
                }
                sums.append(received.value.withLock { $0 })
            }
            group.cancelAll()
            // A second of media for each second, over several laps.
            let rate = Double(sums[59] - sums[9]) / 50
            for second in 10..<59 {
                let step = Double(sums[second + 1] - sums[second])
                #expect(step > rate * 0.5 && step < rate * 1.5)
            }
        }
    }

    @Test("A file that is no transport stream says what it is and what to do")
    func otherKinds() async throws {
        var template = Array("/tmp/streav-clip-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            close(descriptor)
            unlink(path)
        }
        let mp4: [UInt8] = [0, 0, 0, 32] + Array("ftypisom".utf8) + [UInt8](repeating: 0, count: 1000)
        #expect(write(descriptor, mp4, mp4.count) == mp4.count)
        let error = await failure(path, cache: LoopedFileCache())
        #expect(error?.code == .notMedia)
        #expect(error?.message.contains("is MP4; make a TS of it with: ffmpeg -i \(path)") == true)
        #expect(await failure(path, cache: LoopedFileCache(limit: 1000))?.code == .refused)
        #expect(ftruncate(descriptor, 0) == 0)
        #expect(await failure(path, cache: LoopedFileCache())?.code == .notMedia)
    }

    @Test("A file that is not there, a folder and a link cannot be opened")
    func noFile() async {
        let cache = LoopedFileCache()
        for path in ["/nonexistent/one.ts", "/tmp", "/dev/null", "/proc/self/exe"] {
            #expect(await failure(path, cache: cache)?.code == .unreachable, "\(path)")
        }
    }
}
