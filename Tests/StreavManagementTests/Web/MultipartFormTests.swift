import StreavWeb
import Testing

@Suite("Forms with files (RFC 7578)")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=abc"

    private static func read(_ text: String, _ type: String = type) throws -> MultipartForm {
        try MultipartForm(Array(text.utf8), contentType: type)
    }

    private static func problem(_ text: String, _ type: String = type) -> MultipartForm.Problem? {
        do throws(MultipartForm.Problem) {
            _ = try MultipartForm(Array(text.utf8), contentType: type)
            return nil
        } catch {
            return error
        }
    }

    private static func part(_ head: String, _ content: String) -> String { "--abc\r\n\(head)\r\n\r\n\(content)\r\n" }

    private static let field = part("Content-Disposition: form-data; name=\"a\"", "1")

    @Test("Fields and files are told apart, contents are left as they are")
    func reads() throws {
        let file = Self.part(
            "content-disposition: form-data; name=\"b\"; filename=\"../../x; y.png\"\r\nContent-Type: image/png",
            "\r\n--ab\r\n--abd\n\r")
        let form = try Self.read(Self.field + file + "--abc--\r\n")
        #expect(form.parts.map(\.name) == ["a", "b"])
        #expect(form.parts.map(\.isFile) == [false, true])
        #expect(Array(form.parts[0].content) == Array("1".utf8))
        #expect(Array(form.parts[1].content) == Array("\r\n--ab\r\n--abd\n\r".utf8))
        #expect(try Self.read(Self.field + "--abc--").parts.count == 1)
        #expect(try Self.read("--abc--").parts.isEmpty)
        #expect(try Self.read(Self.part("Content-Disposition: form-data; name=a", "") + "--abc--").parts[0].name == "a")
    }

    @Test(
        "A boundary is there, once, and as boundaries are",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"abc", "multipart/form-data; boundary=abc; boundary=abc",
            "multipart/form-data; boundary=a\u{0}bc", "multipart/form-data; boundary=äbc",
            "multipart/form-data; boundary=" + String(repeating: "a", count: 71), "multipart/mixed; boundary=abc",
            "application/x-www-form-urlencoded", "",
            "multipart/form-data; boundary=abc; x=" + String(repeating: "a", count: 600),
        ])
    func boundaries(_ type: String) {
        #expect(Self.problem(Self.field + "--abc--", type) == .noBoundary)
    }

    @Test("A boundary in quotation marks, or after other parameters, is the same")
    func quotedBoundary() throws {
        for type in ["Multipart/Form-Data;boundary=\"abc\"", "multipart/form-data; charset=utf-8; Boundary=abc"] {
            #expect(try Self.read(Self.field + "--abc--", type).parts.count == 1)
        }
    }

    @Test("What ends early is refused at every byte")
    func truncated() {
        let whole = Array((Self.field + Self.field + "--abc--").utf8)
        for count in 0..<whole.count {
            #expect(throws: MultipartForm.Problem.self) {
                _ = try MultipartForm(Array(whole[..<count]), contentType: Self.type)
            }
        }
        #expect(Self.problem(Self.field) == .truncated)
        #expect(Self.problem("") == .truncated)
    }

    @Test("A head without an end, and a number of parts without one, are given up")
    func endless() {
        let line = "X-A: \(String(repeating: "a", count: 5000))"
        #expect(Self.problem("--abc\r\n\(line)") == .headTooLong)
        #expect(Self.problem("--abc\r\n" + String(repeating: "X-A: 1\r\n", count: 1000)) == .headTooLong)
        let many = String(repeating: Self.field, count: MultipartForm.partLimit)
        #expect(Self.problem(many + "--abc--") == nil)
        #expect(Self.problem(many + Self.field + "--abc--") == .tooManyParts)
    }

    @Test(
        "Heads that no browser writes are refused",
        arguments: [
            "Content-Type: text/plain", "Content-Disposition: form-data", "Content-Disposition: form-data; name=\"\"",
            "Content-Disposition: form-data; name=\"a", "Content-Disposition: attachment; name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"; name=\"b\"", "no colon",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
            "Content-Disposition: form-data;\r\n name=\"a\"", "Content-Disposition: form-data; name=\"a\u{0}\"",
            "Content-Disposition: form-data; name=\"a\" b", "Content-Disposition: form-data; name",
        ])
    func heads(_ head: String) {
        #expect(Self.problem(Self.part(head, "1") + "--abc--") == .malformed)
    }

    @Test("Nothing stands before the first boundary nor after the last")
    func around() {
        #expect(Self.problem("preamble\r\n" + Self.field + "--abc--") == .malformed)
        #expect(Self.problem(Self.field + "--abc--\r\nepilogue") == .malformed)
        #expect(Self.problem(Self.field + "--abc\n\n\n") == .malformed)
    }
}
