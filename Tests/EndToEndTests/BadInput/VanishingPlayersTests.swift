import Foundation
import Testing

/// INV-RES: players that vanish cost the process nothing in the end.
@Suite("Vanishing players")
struct VanishingPlayersTests {
    private static let count = 200

    @Test("Handles and memory of 200 players that vanish come back")
    func vanish() async throws {
        try await SimulatorProcess.with(["--seed", "5"]) { simulator in
            let stream = try #require(simulator.ready.liveStreams.first { $0.name == "Meridian One" })
            let isOnAir = try await eventually(within: .seconds(15)) {
                try await RawHTTPClient().get(stream.hls).status == 200
            }
            #expect(isOnAir)
            // A first crowd makes what is made once.
            for round in 0..<2 {
                let before = try Self.usage(of: simulator)
                try await Self.crowd(stream.ts)
                let isBack = try await eventually(within: .seconds(20)) {
                    try Self.usage(of: simulator).handles <= before.handles + 8
                }
                let after = try Self.usage(of: simulator)
                #expect(isBack, "\(before) became \(after)")
                if round > 0 { #expect(after.memory < before.memory + 24 << 20, "\(before) became \(after)") }
            }
        }
    }

    /// Half of them end with a reset; half stop reading, and end their sockets without having read.
    private static func crowd(_ address: String) async throws {
        var connections: [RawHTTPConnection] = []
        for index in 0..<count {
            let client = RawHTTPClient(source: "127.2.\(index / 100).\(index % 100 + 1)")
            let (head, connection) = try await client.open(address)
            #expect(head.status == 200)
            connections.append(connection)
        }
        // What was not read makes the kernel answer with a reset.
        for connection in connections { connection.close() }
    }

    private static func usage(of simulator: SimulatorProcess) throws -> (handles: Int, memory: Int) {
        let process = "/proc/\(simulator.child.identifier)"
        let handles = try FileManager.default.contentsOfDirectory(atPath: process + "/fd").count
        let status = try String(contentsOfFile: process + "/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        let kilobytes = try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
        return (handles, kilobytes << 10)
    }
}
