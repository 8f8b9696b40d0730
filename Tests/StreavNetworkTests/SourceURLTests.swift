import StreavPorts
import Testing

@testable import StreavNetwork

@Suite("S34: reading addresses of sources")
struct SourceURLTests {
    @Test(
        "Anything that is not plainly an address is refused",
        arguments: [
            "", "http", "http:", "http://", "http:///", "http://:80/", "//host/", "host/path", "ftp://host/",
            "gopher://host/",
            "concat:http://host/", "data:text/html,x", "javascript:1", "https://host/", "http:host", "http:/host/",
            "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
            "http://127.0.0.01/", "http://127.0.1/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://1.2.3.0x4/",
            "http://127.0.0.1./", "http://[::1/", "http://::1/", "http://[127.0.0.1]/", "http://[fe80::1%25eth0]/",
            "http://[::1]x/", "http://a@b@host/", "http://user@/", "http://@host/", "http://host:0/",
            "http://host:65536/",
            "http://host:/", "http://host:8O/", "http://host:-1/", "http://host:80:80/", "http://ho st/",
            "http://host/a b",
            "http://host\\@evil/", "http://host/\r\nX: y", "http://host\t/", "http://ho%73t/",
            "http://host%00.example/",
            "http://.host/", "http://host..example/", "http://-host/", "http://host-/", "http://höst/",
            "http://①②⑦.0.0.1/",
            "http://user:%zz@host/", "http://user:%0d%0a@host/", "http://host,other/", "http://host;x/", "http://*/",
        ])
    func refused(_ text: String) {
        #expect {
            _ = try SourceURL(text)
        } throws: { error in
            (error as? MediaSourceError)?.code == .invalidAddress
        }
    }

    @Test("Plain addresses are read")
    func accepted() throws {
        let plain = try SourceURL("http://Encoder.Example/one.ts?key=a:b@c#part")
        #expect(plain.authority == "encoder.example")
        #expect(plain.target == "/one.ts?key=a:b@c")
        #expect(plain.port == 80)
        #expect(try SourceURL("http://host").target == "/")
        #expect(try SourceURL("http://host?x").target == "/?x")
        #expect(try SourceURL("http://192.0.2.1:8080/").authority == "192.0.2.1:8080")
        #expect(try SourceURL("http://[2001:DB8::1]:8080/").authority == "[2001:db8::1]:8080")
        // A mapped address is the IPv4 one.
        #expect(try SourceURL("http://[::ffff:127.0.0.1]/").authority == "127.0.0.1")
    }

    @Test("The host is what stands after the userinfo, and the userinfo never shows")
    func userinfo() throws {
        let url = try SourceURL("http://example.com:pa%40ss@169.254.169.254/secret/path")
        #expect(url.authority == "169.254.169.254")
        #expect(url.authorization == "Basic ZXhhbXBsZS5jb206cGFAc3M=")
        #expect(url.origin == "http://169.254.169.254")
    }

    @Test("Redirects are read like addresses, and lead to http only")
    func redirects() throws {
        let url = try SourceURL("http://user:secret@host:8080/a/b.ts?x=1")
        #expect(try url.redirected(to: "/c.ts").target == "/c.ts")
        #expect(try url.redirected(to: "c.ts").target == "/a/c.ts")
        #expect(try url.redirected(to: "?y=2").target == "/a/b.ts?y=2")
        #expect(try url.redirected(to: "c.ts").authorization != nil)
        let away = try url.redirected(to: "http://other/c.ts")
        #expect(away.authority == "other")
        #expect(away.authorization == nil)
        #expect(try url.redirected(to: "//other:81/c.ts").authority == "other:81")
        #expect(try url.redirected(to: "http://host:8080/c.ts").authorization != nil)
        for bad in ["https://host/", "file:/etc/passwd", "gopher://host/", "http://a:b@host/", "http://0x7f.1/", "a b"]
        {
            #expect(throws: MediaSourceError.self, "\(bad)") { try url.redirected(to: bad) }
        }
    }

    @Test("No error says the credentials or the path")
    func silentErrors() {
        for text in ["http://joe:hunter2@0x7f.1/live/joe/hunter2", "http://joe:hunter2@host:99999/hunter2"] {
            do throws(MediaSourceError) {
                _ = try SourceURL(text)
                Issue.record("\(text) was accepted")
            } catch {
                #expect(!error.description.contains("hunter2") && !error.description.contains("joe"))
            }
        }
    }
}
