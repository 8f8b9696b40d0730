import StreavDomain
import StreavStreaming
import Synchronization
import Testing

@testable import StreavDelivery

/// S43, INV-CONN: ways around the limit of connections.
@Suite("Connection limit over HTTP")
struct LimitTests {
    /// Requests by so many clients at once, each from its own address with its own agent.
    private static func rush(
        _ count: Int, _ server: TestServer, _ path: @escaping @Sendable (Int) -> String, headers: String = "",
        method: String = "GET"
    ) async throws -> [(client: SendableClient, status: Int)] {
        try await withThrowingTaskGroup(of: (SendableClient, Int).self) { group in
            for index in 0..<count {
                group.addTask(executorPreference: BlockingExecutor.shared) {
                    let client = try RawClient(port: server.port, from: "127.0.\(index / 100 + 1).\(index % 100 + 1)")
                    try client.send(
                        "\(method) \(path(index)) HTTP/1.1\r\nHost: a\r\nUser-Agent: agent\(index)\r\n\(headers)\r\n")
                    let head = client.read(atLeast: 16)
                    return (
                        SendableClient(client), Int(String(decoding: head.dropFirst(9).prefix(3), as: UTF8.self)) ?? 0
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append(($1.0, $1.1)) }
        }
    }

    private struct SendableClient: @unchecked Sendable {
        let client: RawClient

        init(_ client: RawClient) {
            self.client = client
        }
    }

    @Test("Of 100 openings at once exactly one is fed, over either format", arguments: ["m3u8", "ts"])
    func parallel(_ ending: String) async throws {
        try await LiveHouse.with { house, server in
            let path = house.path("viewer", LiveHouse.stream, ending)
            let answers = try await Self.rush(100, server, { _ in path })
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.status == 403 } == 99)
            #expect(house.sessions == 1)
            withExtendedLifetime(answers) {}
        }
    }

    @Test("Neither both formats nor both channels, nor all forms of the address make two places")
    func mixtures() async throws {
        try await LiveHouse.with { house, server in
            let token = LiveEntitlements.token(of: "viewer")
            let forms = [
                "/live/viewer/\(token)/7.m3u8", "/live/viewer/\(token)/7.ts", "/live/VIEWER/\(token)/7.ts",
                "/viewer/\(token)/7", "/Viewer/\(token)/8.m3u8", "/live/viewer/\(token)/8", "/viewer/\(token)/8.ts",
                "/live/%76iewer/\(token)/7.m3u8",
            ]
            let answers = try await Self.rush(80, server, { forms[$0 % forms.count] })
            #expect(answers.count { $0.status == 200 } == 1, "\(answers.map(\.status))")
            #expect(house.sessions == 1)
            withExtendedLifetime(answers) {}
        }
    }

    @Test("Ranges and HEADs are no way around it, and take nothing")
    func rangesAndHeads() async throws {
        try await LiveHouse.with { house, server in
            let path = house.path("viewer", LiveHouse.stream, "ts")
            let heads = try await Self.rush(20, server, { _ in path }, method: "HEAD")
            #expect(heads.allSatisfy { $0.status == 200 })
            #expect(house.sessions == 0)
            let answers = try await Self.rush(20, server, { _ in path }, headers: "Range: bytes=0-1000\r\n")
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.status == 206 } == 0)
            withExtendedLifetime((heads, answers)) {}
        }
    }

    @Test("A session's address that is passed around feeds one device at a time")
    func splitPolling() async throws {
        try await LiveHouse.with { house, server in
            let opener = try RawClient(port: server.port, from: "127.0.9.1")
            try opener.send(Requests.get(house.path("viewer"), headers: "User-Agent: first\r\n"))
            let reference = try #require(opener.readAnswer()?.text.split(separator: "\n").last)
            let media = String(house.path("viewer").dropLast("7.m3u8".count)) + reference
            try opener.send(Requests.get(media, headers: "User-Agent: first\r\n"))
            #expect(opener.readAnswer()?.status == 200)
            let shared = try await Self.rush(20, server, { _ in media })
            #expect(shared.allSatisfy { $0.status == 403 }, "\(shared.map(\.status))")
            try opener.send(Requests.get(media, headers: "User-Agent: first\r\n"))
            #expect(opener.readAnswer()?.status == 200)
            #expect(house.sessions == 1)
            // An invented session is no session: it needs a place like any other, and there is none.
            let session = String(media.split(separator: "/").dropLast().last ?? "")
            let invented = media.replacing(session, with: "A1b2C3d4E5f6G7h8I9j0K1")
            #expect(try await Self.rush(5, server, { _ in invented }).allSatisfy { $0.status == 403 })
            #expect(house.sessions == 1)
        }
    }
}
