import Testing

@testable import StreavAPI

@Suite("JSON")
struct JSONTests {
    @Test(
        "What is JSON is read, whatever the escapes",
        arguments: [
            ("null", JSON.null), (" [ ] ", .array([])), ("{}", .object([])), ("-0", .integer(0)),
            ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(0x1p63)), ("1.0", .number(1)),
            ("1e2", .number(100)), ("-12.5E-1", .number(-1.25)), (#""a\u002Bb@x.org""#, .string("a+b@x.org")),
            (#""\ud83d\ude00\/\b\f\n\r\t\"\\""#, .string("😀/\u{8}\u{c}\n\r\t\"\\")), ("\"é\"", .string("é")),
            (
                "[1,{\"a\":[true,false]}]",
                .array([.integer(1), .object(["a": .array([.boolean(true), .boolean(false)])])])
            ),
        ])
    func valid(text: String, value: JSON) throws {
        #expect(try JSONReader.read(Array(text.utf8)) == value)
    }

    @Test(
        "What is no JSON is refused, and nothing crashes",
        arguments: [
            "", " ", "nul", "nulll", "tru", "01", "-", "1.", ".5", "1e", "+1", "NaN", "Infinity", "'a'", "\"a",
            "\"\\x\"",
            "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "[", "[1",
            "[1,",
            "[1,]", "[,]", "]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}", "{1:1}", "1 2",
            "\u{FEFF}1",
            "// x\n1", "[1]x", "1e999",
        ])
    func invalid(text: String) {
        #expect(throws: JSONFault.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test("Text that is not UTF-8, too deep, or with a member twice is refused")
    func bounds() {
        #expect(throws: JSONFault.malformed(at: 0)) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(throws: Never.self) { try JSONReader.read(Array(deep.utf8)) }
        #expect(throws: JSONFault.tooDeep) { try JSONReader.read(Array("[\(deep)]".utf8)) }
        #expect(throws: JSONFault.tooDeep) { try JSONReader.read([UInt8](repeating: 0x5B, count: 1 << 20)) }
        #expect(throws: JSONFault.duplicate("a.b[1].c")) {
            try JSONReader.read(Array(#"{"a":{"b":[1,{"c":1,"c":2}]}}"#.utf8))
        }
    }

    @Test("Bits flipped at random in a body are read or refused")
    func mutations() throws {
        let seed = Array(#"{"username":"a\u00e9","expiresAt":null,"maxConnections":3,"bundles":[1,2],"x":-1.5e3}"#.utf8)
        for position in seed.indices {
            for bit in 0..<8 {
                var bytes = seed
                bytes[position] ^= 1 << bit
                if let value = try? JSONReader.read(bytes) {
                    // A whole number that was written with a fraction comes back without.
                    let written = JSONWriter.bytes(of: value)
                    #expect(JSONWriter.bytes(of: try JSONReader.read(written)) == written)
                }
            }
        }
    }

    @Test("Numbers that are whole have no fraction, slashes stay, controls are escaped")
    func writing() {
        let value = JSON.object([
            "n": .number(120), "r": .number(7.5), "i": .integer(-3), "z": .null,
            "s": .string("{TMDB_BASE_PATH}/a.jpg\u{0}\u{1F}\u{7F}\"\\\n\u{2028}é"),
        ])
        let text = String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
        let expected =
            #"{"n":120,"r":7.5,"i":-3,"z":null,"s":"{TMDB_BASE_PATH}/a.jpg\u0000\u001f\u007f\"\\\n"#
            + "\u{2028}é\"}"
        #expect(text == expected)
    }
}
