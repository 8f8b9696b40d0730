import StreavManagement
import StreavWeb
import Testing

@Suite("Landing page")
struct LandingServerTests {
    private static let paths = ["/", "/streams.json", "/streams.m3u", "/assets/landing.css", "/assets/landing.js"]

    @Test("The page has every stream's name, number, state and both addresses")
    func showsStreams() async throws {
        try await RunningServer.withLanding { port in
            let page = try await RawExchange.get("/", port: port)
            #expect(page.status == 200)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.body.hasPrefix("<!doctype html>"))
            for stream in Samples.catalogue.streams {
                #expect(page.body.contains("<h3>\(stream.name)</h3>"))
                #expect(page.body.contains("value=\"\(stream.hls)\""))
                #expect(page.body.contains("value=\"\(stream.transportStream)\""))
            }
            #expect(page.body.contains("1 of 3 on air · 1 viewer"))
            #expect(page.body.contains("H.265 · AAC"))
            #expect(page.body.components(of: "<section").count == 3)
        }
    }

    @Test("Nothing in the page is inline: no script, style or handler (S18)")
    func nothingInline() async throws {
        try await RunningServer.withLanding { port in
            let page = try await RawExchange.get("/", port: port).body
            #expect(!page.contains("<style"))
            #expect(!page.contains(" style="))
            #expect(page.components(of: "<script").count == 2)
            #expect(page.contains("<script src=\"/assets/landing.js\" defer></script>"))
            #expect(page.firstRange(of: #/\son[a-z]+=/#) == nil)
        }
    }

    @Test("Names and addresses from outside are text, never markup (S19)")
    func escapesEverything() async throws {
        try await RunningServer.withLanding(Samples.hostile) { port in
            let page = try await RawExchange.get("/", port: port)
            #expect(page.status == 200)
            #expect(!page.body.contains("<script>alert"))
            #expect(!page.body.contains("\"'&"))
            #expect(!page.body.contains("\u{202E}"))
            #expect(page.body.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&#39;&amp;"))
            let list = try await RawExchange.get("/streams.m3u", port: port).body
            #expect(list.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
            let status = try await RawExchange.get("/streams.json", port: port)
            #expect(status.headers["content-type"] == "application/json")
        }
    }

    @Test("Every answer carries the security headers, refusals too (S18)", arguments: paths + ["/nothing"])
    func headers(_ path: String) async throws {
        try await RunningServer.withLanding { port in
            for host in ["localhost", "evil.example"] {
                let answer = try await RawExchange.get(path, port: port, host: host)
                let policy = answer.headers["content-security-policy"] ?? ""
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("object-src 'none'"))
                #expect(policy.contains("base-uri 'none'"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["referrer-policy"] == "no-referrer")
                #expect(answer.headers["cache-control"] == "no-store")
                #expect(answer.headers["access-control-allow-origin"] == nil)
            }
        }
    }

    @Test("The page may play from where its streams are, and from nowhere else")
    func mediaOrigins() async throws {
        try await RunningServer.withLanding { port in
            let policy = try await RawExchange.get("/", port: port).headers["content-security-policy"] ?? ""
            #expect(policy.contains("media-src 'self' blob: http://127.0.0.1:8000;"))
        }
    }

    @Test("Under a foreign host name nothing is told (S35)", arguments: paths)
    func refusesForeignHosts(_ path: String) async throws {
        try await RunningServer.withLanding { port in
            let answer = try await RawExchange.get(path, port: port, host: "evil.example:8080")
            #expect(answer.status == 403)
            #expect(answer.body.contains("local name"))
            #expect(!answer.body.contains("secret"))
            let proxied = try await RawExchange.get(path, port: port, headers: ["X-Forwarded-For: 203.0.113.9"])
            #expect(proxied.status == 403)
        }
    }

    @Test("The list has each stream with number, category and the address asked for")
    func playlist() async throws {
        try await RunningServer.withLanding { port in
            let answer = try await RawExchange.get("/streams.m3u", port: port)
            #expect(answer.headers["content-type"] == "audio/x-mpegurl")
            #expect(answer.headers["content-disposition"] == "attachment; filename=\"streav.m3u\"")
            let lines = answer.body.split(separator: "\n")
            #expect(lines.count == 7)
            #expect(lines[0] == "#EXTM3U")
            #expect(
                lines[1] == "#EXTINF:-1 tvg-chno=\"1\" tvg-name=\"Harbour One\" group-title=\"General\",Harbour One")
            #expect(lines[2] == "http://127.0.0.1:8000/live/demo/secret/1.m3u8")
            let transport = try await RawExchange.get("/streams.m3u?output=ts", port: port).body
            #expect(transport.split(separator: "\n")[2] == "http://127.0.0.1:8000/live/demo/secret/1.ts")
            let unknown = try await RawExchange.get("/streams.m3u?output=avi", port: port)
            #expect(unknown.status == 400)
        }
    }

    @Test("The status names state, viewers and formats, and no address")
    func status() async throws {
        try await RunningServer.withLanding { port in
            let body = try await RawExchange.get("/streams.json", port: port).body
            #expect(
                body.contains(
                    #"{"codecs":"hvc1.1.6.L63.B0,mp4a.40.2","formats":["H.265","AAC"],"id":2,"label":"Starting","#
                        + #""state":"starting","viewers":0}"#))
            #expect(!body.contains("secret"))
        }
    }

    @Test("Without a stream the page says so")
    func empty() async throws {
        try await RunningServer.withLanding(LandingCatalogue(streams: [])) { port in
            let page = try await RawExchange.get("/", port: port)
            #expect(page.body.contains("There are no live streams yet."))
        }
    }
}

extension String {
    fileprivate func components(of separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
