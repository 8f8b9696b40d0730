import Foundation
import Logging
import StreavAssembly
import Testing

@testable import StreavRuntime

@Suite("Lines for programs")
struct LineTests {
    @Test("A log line is one JSON object, whatever is in it")
    func logLine() throws {
        let bytes = JSONLogHandler.line(
            JSONLogHandler.Entry(
                time: Date(timeIntervalSince1970: 1_700_000_000.25), level: "warning", label: "streav-api",
                source: "StreavAPI", message: "two\nlines, \"quoted\" \u{1}é", metadata: ["error": "a\tb"]))
        #expect(bytes.last == 10 && bytes.dropLast().allSatisfy { $0 >= 32 })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(object["time"] as? String == "2023-11-14T22:13:20.250Z")
        #expect(object["level"] as? String == "warning" && object["label"] as? String == "streav-api")
        #expect(object["message"] as? String == "two\nlines, \"quoted\" \u{1}é")
        #expect(object["metadata"] as? [String: String] == ["error": "a\tb"])
    }

    @Test("Without metadata there is no member for it")
    func noMetadata() throws {
        let entry = JSONLogHandler.Entry(
            time: Date(timeIntervalSince1970: 0), level: "info", label: "a", source: "b", message: "c", metadata: nil)
        let text = String(decoding: JSONLogHandler.line(entry), as: UTF8.self)
        #expect(
            text
                == #"{"label":"a","level":"info","message":"c","source":"b","time":"1970-01-01T00:00:00.000Z"}"# + "\n")
    }

    @Test("The ready line says which component listens where")
    func readyLine() {
        #expect(
            ReadyLine(.streaming, Listener(host: "0.0.0.0", port: 8000)).text
                == #"{"component":"streaming","event":"ready","url":"http://127.0.0.1:8000"}"#)
        #expect(
            ReadyLine(.api, Listener(host: "::1", port: 5000)).text
                == #"{"component":"api","event":"ready","url":"http://[::1]:5000"}"#)
    }
}
