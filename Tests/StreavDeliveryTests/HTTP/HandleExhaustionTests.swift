import Glibc
import NIOCore
import Synchronization
import Testing

@testable import StreavDelivery

@Suite("F26: no handle left")
struct HandleExhaustionTests {
    /// In a process of its own, since its limit is the process's.
    @Test func `Accepting survives EMFILE: clients are dropped at once, then served again`() async {
        await #expect(processExitsWith: .success) {
            try await TestServer.with { server in
                var waiting: [RawClient] = []
                for _ in 0..<8 { waiting.append(try server.connect()) }
                await expectCount(8) { server.counters.acceptedConnections.load(ordering: .relaxed) }
                // Clients take the handles they need first; the server then has none.
                let clients = (0..<8).map { _ in socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0) }
                var hoard: [CInt] = []
                var limit = rlimit(rlim_cur: 256, rlim_max: 4_096)
                guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { exit(2) }
                while case let handle = open("/dev/null", O_RDONLY), handle >= 0 { hoard.append(handle) }
                for client in clients {
                    guard connect(client, server.port) else { exit(3) }
                    var byte: UInt8 = 0
                    // Ended by the server, not left waiting.
                    guard recv(client, &byte, 1, 0) <= 0, errno != EAGAIN else { exit(4) }
                }
                for _ in 0..<2_000 where server.counters.refusedNoHandles.load(ordering: .relaxed) < 8 {
                    try await Task.sleep(for: .milliseconds(5))
                }
                guard server.counters.refusedNoHandles.load(ordering: .relaxed) == 8 else { exit(5) }
                // Those who are in are served all along.
                try waiting[0].send(Requests.get("/"))
                guard waiting[0].readAnswer()?.status == 200 else { exit(6) }
                for handle in hoard + clients { close(handle) }
                let client = try server.connect()
                try client.send(Requests.get("/"))
                guard client.readAnswer()?.status == 200 else { exit(7) }
            }
            exit(0)
        }
    }
}

private func connect(_ descriptor: CInt, _ port: Int) -> Bool {
    var time = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
