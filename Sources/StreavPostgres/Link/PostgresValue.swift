internal import StreavSQL

/// Values in PostgreSQL's binary form: numbers in network byte order, texts and byte strings as they are.
enum PostgresValue {
    /// The types that are bound and read, by the numbers that `pg_type` gives them on every server.
    enum TypeNumber {
        static let unknown: UInt32 = 0
        static let boolean: UInt32 = 16
        static let bytes: UInt32 = 17
        static let character: UInt32 = 18
        static let name: UInt32 = 19
        static let int8: UInt32 = 20
        static let int2: UInt32 = 21
        static let int4: UInt32 = 23
        static let text: UInt32 = 25
        static let oid: UInt32 = 26
        static let float4: UInt32 = 700
        static let float8: UInt32 = 701
        static let untyped: UInt32 = 705
        static let paddedText: UInt32 = 1042
        static let boundedText: UInt32 = 1043
        static let numeric: UInt32 = 1700
    }

    /// The type as which a value is bound. NULL leaves it to the server.
    static func type(of value: SQLValue) -> UInt32 {
        switch value {
        case .null: TypeNumber.unknown
        case .integer: TypeNumber.int8
        case .real: TypeNumber.float8
        case .text: TypeNumber.text
        case .blob: TypeNumber.bytes
        }
    }

    /// Appends the binary form; nothing for NULL.
    static func encode(_ value: SQLValue, into bytes: inout [UInt8]) {
        switch value {
        case .null: return
        case .integer(let integer): append(UInt64(bitPattern: integer), to: &bytes)
        case .real(let real): append(real.bitPattern, to: &bytes)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        }
    }

    /// Truth values become 0 and 1, as both engines store them. Nil for a type that the port has no kind for, and for
    /// bytes that are no value of their type.
    static func decode(_ bytes: RawSpan, type: UInt32) -> SQLValue? {
        switch type {
        case TypeNumber.boolean:
            guard let byte = unsigned(bytes, count: 1) else { return nil }
            return .integer(byte == 0 ? 0 : 1)
        case TypeNumber.int8:
            return unsigned(bytes, count: 8).map { .integer(Int64(bitPattern: $0)) }
        case TypeNumber.int4:
            return unsigned(bytes, count: 4).map { .integer(Int64(Int32(truncatingIfNeeded: $0))) }
        case TypeNumber.int2:
            return unsigned(bytes, count: 2).map { .integer(Int64(Int16(truncatingIfNeeded: $0))) }
        case TypeNumber.oid:
            return unsigned(bytes, count: 4).map { .integer(Int64($0)) }
        case TypeNumber.float8:
            return unsigned(bytes, count: 8).map { .real(Double(bitPattern: $0)) }
        case TypeNumber.float4:
            return unsigned(bytes, count: 4).map { .real(Double(Float(bitPattern: UInt32($0)))) }
        case TypeNumber.text, TypeNumber.boundedText, TypeNumber.paddedText, TypeNumber.name, TypeNumber.untyped,
            TypeNumber.character:
            return .text(text(bytes))
        case TypeNumber.bytes:
            return .blob(copy(bytes))
        case TypeNumber.numeric:
            return PostgresNumeric(bytes)?.value
        default:
            return nil
        }
    }

    /// A number in network byte order; nil when it has another length.
    private static func unsigned(_ bytes: RawSpan, count: Int) -> UInt64? {
        guard bytes.byteCount == count else { return nil }
        var number: UInt64 = 0
        for offset in 0..<count { number = number << 8 | UInt64(byte(bytes, at: offset)) }
        return number
    }

    static func byte(_ bytes: RawSpan, at offset: Int) -> UInt8 {
        precondition(offset < bytes.byteCount, "a byte beyond the value")
        return unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    private static func text(_ bytes: RawSpan) -> String {
        unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    private static func copy(_ bytes: RawSpan) -> [UInt8] {
        unsafe bytes.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
