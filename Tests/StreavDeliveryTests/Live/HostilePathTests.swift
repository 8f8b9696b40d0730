import StreavDomain
import StreavStreaming
import Testing

@testable import StreavDelivery

/// S32, S37, S42: paths and headers that lie.
@Suite("Hostile requests")
struct HostilePathTests {
    private static let paths = [
        "/live/../metrics", "/live/many/S3cretOf-many/../../../etc/passwd", "/media/../../etc/passwd",
        "/media/%2e%2e/%2e%2e/etc/passwd", "/media/%252e%252e/etc/passwd", "/media/..%2f..%2fetc/passwd",
        "/media/..%5c..%5cetc", "/media/..\\..\\etc", "/live/many/S3cretOf-many/7.ts%00.m3u8",
        "/live/many/S3cretOf-many/7.ts;x=.m3u8", "/live/many/S3cretOf-many/7.ts%0d%0aX:1",
        "/live/many/S3cretOf-many/%E2%80%AE7.ts", "/live/many/S3cretOf-many/7%E2%80%A8.ts", "//etc/passwd",
        "/media/7/v/%C0%AE%C0%AE/x.ts", "/movie/many/S3cretOf-many/7.mp4", "/series/many/S3cretOf-many/7.mp4",
        "/get.php?username=many&password=S3cretOf-many", "/live/many/S3cretOf-many/7.ts/../8.ts",
        "/%2e/live/many/S3cretOf-many/7.ts", "/live/many/S3cretOf-many/７.ts", "/live/many/S3cretOf-many/7.ts#x",
    ]

    @Test("A path that climbs, hides or deceives leads nowhere (S32, S37)")
    func paths() async throws {
        try await LiveHouse.with { house, server in
            for path in Self.paths {
                let client = try server.connect()
                client.setTimeout(milliseconds: 3_000)
                try client.send(Requests.get(path))
                let status = client.readAnswer()?.status ?? 0
                #expect([400, 403, 404].contains(status), "\(path): \(status)")
            }
            #expect(house.sessions == 0)
        }
    }

    @Test("Names and addresses that a request claims change nothing (S42)")
    func claims() async throws {
        try await LiveHouse.with { house, server in
            func ask(_ path: String, _ headers: String) throws -> RawClient.Answer {
                let client = try server.connect()
                try client.send("GET \(path) HTTP/1.1\r\n\(headers)\r\n")
                return try #require(client.readAnswer())
            }
            let plain = try ask(house.path("many"), "Host: a\r\n")
            let forged = try ask(
                house.path("many"),
                "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n"
                    + "Forwarded: host=evil.example;proto=https;for=203.0.113.5\r\nX-Forwarded-For: 203.0.113.5\r\n"
                    + "X-Real-IP: 203.0.113.5\r\nX-Original-URL: /metrics\r\nX-Rewrite-URL: /metrics\r\n"
                    + "X-HTTP-Method-Override: POST\r\n")
            #expect(forged.status == 200)
            #expect(!forged.text.contains("evil") && !forged.head.contains("evil"))
            #expect(forged.text.split(separator: "\n").count == plain.text.split(separator: "\n").count)
            // The subscriber may watch from 203.0.113.0/24 only, and claims to be there.
            for header in ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP"] {
                let value = header == "Forwarded" ? "for=203.0.113.5" : "203.0.113.5"
                let answer = try ask(house.path("elsewhere"), "Host: a\r\n\(header): \(value)\r\n")
                #expect(answer.header("Streav-Denial") == "ip_not_allowed", "\(header)")
            }
            // Guesses are counted by the socket's address, whatever they claim.
            for guess in 0..<20 {
                _ = try ask("/live/many/guess/7.ts", "Host: a\r\nX-Forwarded-For: 198.51.100.\(guess)\r\n")
            }
            #expect(try ask(house.path("many"), "Host: a\r\nX-Forwarded-For: 198.51.100.77\r\n").status == 429)
        }
    }

    @Test("A trusted proxy's word on the client is believed")
    func proxy() async throws {
        try await LiveHouse.with({ $0.trustedProxies = [IPNetwork("127.0.0.0/8")].compactMap(\.self) }) {
            house, server in
            let client = try server.connect()
            try client.send(Requests.get(house.path("elsewhere"), headers: "X-Forwarded-For: 203.0.113.5\r\n"))
            #expect(client.readAnswer()?.status == 200)
            #expect(house.gatekeeper.snapshot().first?.address == IPAddress("203.0.113.5"))
        }
    }
}
