import StreavLocal
import StreavPorts
import StreavSQL
import Testing

@testable import StreavCommands

@Suite("A row of a backup")
struct BackupRowTests {
    private static func line(_ table: String, _ values: [SQLValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        BackupRow.write(table, values, to: &bytes)
        return bytes
    }

    private static let values: [SQLValue] = [
        .null, .integer(0), .integer(.min), .integer(.max), .real(7.1), .real(-0.0), .real(1e300), .real(.infinity),
        .text(""), .text(SampleRows.text), .blob([]), .blob([0, 255, 10]),
    ]

    @Test("What is written is read again, on one line")
    func roundTrip() throws {
        let line = Self.line("users", Self.values)
        #expect(!line.contains(0x0A))
        let read = try #require(BackupRow.read(line))
        #expect(read.table == "users")
        #expect(read.values == Self.values)
    }

    @Test(
        "Another form of the same is refused: there is one",
        arguments: [
            #"[ "users",1]"#, #"["users",01]"#, #"["users",+1]"#, #"["users",1.0]"#, #"["users",true]"#,
            #"["users",{"real":"7.10"}]"#, #"["users",{"real":"nan"}]"#, #"["users",{"blob":"AQ"}]"#,
            #"["users",{"blob":"A Q=="}]"#, #"["users",[1]]"#, #"["users",1]x"#, #"["users",1"#, "", "[]", "null",
            #"["users","a\/b"]"#, #"["users","\u0041"]"#, #"["users",9223372036854775808]"#, #"["users","a]"#,
        ])
    func strict(_ text: String) {
        #expect(BackupRow.read(Array(text.utf8)) == nil)
    }

    @Test("No bytes make it fall over")
    func rubbish() {
        let entropy = SeededEntropy(seed: 7)
        let line = Self.line("users", Self.values)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = line
            for _ in 0...Int(entropy.next() % 3) {
                let place = Int(entropy.next() % UInt64(bytes.count))
                switch entropy.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: entropy.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(truncatingIfNeeded: entropy.next()), at: place)
                }
            }
            guard let read = BackupRow.read(bytes) else { continue }
            accepted += 1
            // Whatever it takes it would write in the same way.
            #expect(Self.line(read.table, read.values) == bytes)
        }
        #expect(accepted > 0)
    }
}
