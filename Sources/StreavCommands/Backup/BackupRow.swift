internal import FoundationEssentials
internal import StreavSQL

/// A line of a backup: `["users",1,"ada",null,{"blob":"AQI="},{"real":"7.5"}]`, its table first, its values in the
/// order of the header's columns. Each value has one form alone, so that equal rows are equal bytes.
enum BackupRow {
    /// Appends the line, without its end.
    static func write(_ table: String, _ values: [SQLValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        write(table, to: &bytes)
        for value in values {
            bytes.append(UInt8(ascii: ","))
            switch value {
            case .null: bytes += "null".utf8
            case .integer(let integer): bytes += String(integer).utf8
            case .real(let real): bytes += "{\"real\":\"\(real)\"}".utf8
            case .text(let text): write(text, to: &bytes)
            case .blob(let blob): bytes += "{\"blob\":\"\(Data(blob).base64EncodedString())\"}".utf8
            }
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// Nil for anything but what ``write(_:_:to:)`` writes.
    static func read(_ line: [UInt8]) -> (table: String, values: [SQLValue])? {
        var reader = BackupRowReader(line)
        guard reader.take("["), let table = reader.text() else { return nil }
        var values: [SQLValue] = []
        while reader.take(",") {
            guard values.count < BackupFormat.columnLimit, let value = reader.value() else { return nil }
            values.append(value)
        }
        guard reader.take("]"), reader.isAtEnd else { return nil }
        return (table, values)
    }
}
