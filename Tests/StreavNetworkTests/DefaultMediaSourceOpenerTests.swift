import Glibc
import NIOCore
import NIOPosix
import StreavLocal
import StreavNetwork
import StreavPorts
import Testing

@Suite("Which addresses make which sources")
struct DefaultMediaSourceOpenerTests {
    private struct FileProbe: MediaSource {
        let path: String
        func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws {}
    }

    private func opener(folders: [String] = []) -> DefaultMediaSourceOpener {
        DefaultMediaSourceOpener(
            policy: AddressPolicy(), resolver: ScriptedResolver([[]]), clock: .manual(ManualClock()),
            group: MultiThreadedEventLoopGroup.singleton, folders: folders, fileSource: { FileProbe(path: $0) })
    }

    private func error(_ address: String, folders: [String] = []) -> MediaSourceError? {
        do throws(MediaSourceError) {
            _ = try opener(folders: folders).source(for: address)
            return nil
        } catch {
            return error
        }
    }

    @Test("Plain http is read, https is explained, the rest is refused with what is accepted")
    func schemes() {
        #expect(error("http://encoder.example/one.ts") == nil)
        #expect(error("HTTP://encoder.example/one.ts") == nil)
        #expect(error("https://encoder.example/one.ts")?.message.contains("http only") == true)
        for address in ["udp://@239.0.0.1:5000", "concat:a|b", "data:,x", "", "/etc/passwd", "http", "rtmp://host/x"] {
            let error = error(address)
            #expect(error?.code == .invalidAddress)
            #expect(error?.message.contains("http://host") == true)
        }
        #expect(error("http://127.0.0.1/")?.code == .forbidden)
        #expect(error("http://h/" + String(repeating: "a", count: 4096))?.code == .invalidAddress)
    }

    @Test("S37: files are read below allowed folders only, links included")
    func files() throws {
        var template = Array("/tmp/streav-opener-XXXXXX".utf8CString)
        let root = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for path in ["/media/link.ts", "/media/one.ts", "/media2/two.ts"] { unlink(root + path) }
            for path in ["/media", "/media2", ""] { rmdir(root + path) }
        }
        for path in ["/media", "/media2"] { #expect(mkdir(root + path, 0o700) == 0) }
        for path in ["/media/one.ts", "/media2/two.ts"] { close(open(root + path, O_CREAT | O_WRONLY, 0o600)) }
        #expect(symlink(root + "/media2/two.ts", root + "/media/link.ts") == 0)
        let folders = [root + "/media"]

        let source = try opener(folders: folders).source(for: "file:\(root)/media/../media/one.ts")
        #expect((source as? FileProbe)?.path == root + "/media/one.ts")
        #expect(error("file://\(root)/media/one.ts", folders: folders) == nil)
        for path in ["/media/link.ts", "/media2/two.ts", "/media/../media2/two.ts", "/media/none.ts", "/media"] {
            #expect(error("file:\(root)\(path)", folders: folders)?.code == .forbidden, "\(path)")
        }
        for path in ["one.ts", "//host/one.ts", ""] {
            #expect(error("file:\(path)", folders: folders)?.code == .invalidAddress, "\(path)")
        }
        #expect(error("file:\(root)/media/one.ts")?.code == .invalidAddress)
    }
}
