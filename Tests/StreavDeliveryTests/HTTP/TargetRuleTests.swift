import Testing

@testable import StreavDelivery

@Suite("Targets")
struct TargetRuleTests {
    @Test(
        "S37: climbing is not found, however it is written",
        arguments: [
            "/..", "/../etc/passwd", "/a/../b", "/a/..", "/./a", "/a/.", "/%2e%2e/a", "/%2E./a", "/.%2e", "/a/%2e",
            "/..%2fetc", "/a%2f..%2fb", "/..\\a", "/a\\..\\b", "/%5c..%5ca", "/a%2F%2E%2E",
        ])
    func climbing(path: String) {
        #expect(Requests.events(Requests.get(path)) == [.rejected(.dotSegment)])
        #expect(RequestRejection.dotSegment.status == .notFound)
    }

    @Test(
        "S32: controls and marks that forge lines are refused",
        arguments: [
            "/a%00b", "/a%0d%0aX:1", "/a%0A", "/a%7f", "/%C2%85", "/%E2%80%A8", "/%E2%80%AE", "/%E2%81%A6",
            "/%EF%BB%BF", "/%c0%ae%c0%ae", "/%ff", "/%", "/%4", "/%zz", "/a?x=%00", "/a?x=%0d%0a", "/a?%", "/a?x=%1",
            "/\u{E9}", "/a\"b", "/<a>", "/a#b", "a", "http:/a/b", "http://", "http:///a", "ftp://a/b", "//a\u{7F}",
        ])
    func controls(target: String) {
        let events = Requests.events(Requests.get(target))
        #expect(events.count == 1)
        #expect(events.first?.rejection?.status == .badRequest)
    }

    @Test func `Queries give the first value, decoded`() throws {
        let request = try #require(Requests.parsed(Requests.get("/?a=1&a=2&&=x&b&c=%26%3D&%64=e&f=g=h&i=%ff")))
        #expect(request.query("a") == "1")
        #expect(request.query("b") == "")
        #expect(request.query("c") == "&=")
        #expect(request.query("d") == "e")
        #expect(request.query("f") == "g=h")
        #expect(request.query("i") == nil)
    }
}
