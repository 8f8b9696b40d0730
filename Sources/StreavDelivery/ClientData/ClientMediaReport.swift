/// What a player says of itself with a request, as far as it is counted here: Common Media Client Data, CTA-5004.
///
/// Whatever a client sends is looked at once, within ``maximumBytes`` and ``maximumItems``, and nothing of it is kept
/// but four numbers. One that is misspelled in any part counts for nothing.
struct ClientMediaReport: Sendable, Hashable {
    /// Of a list, decoded. Players send some 200 bytes.
    static let maximumBytes = 2_048
    /// Of a list; the standard has 18 keys.
    static let maximumItems = 64
    /// Of a number: a billion milliseconds are days.
    static let maximumDigits = 9

    /// `bl`: media in the buffer, milliseconds.
    var bufferMilliseconds: Int?
    /// `mtp`: what the player measures between it and us, kbit/s.
    var throughputKilobits: Int?
    /// `bs`: its buffer ran dry since its last request.
    var isStarved = false
    /// `su`: it needs this at once, for a start, a seek, or because it has nothing left.
    var isUrgent = false

    /// Whether there is anything to count.
    var isEmpty: Bool { self == ClientMediaReport() }

    init() {}

    /// Reads a list of keys and values.
    ///
    /// - Returns: False: it is none.
    mutating func read(_ list: UnsafeRawBufferPointer) -> Bool {
        guard list.count <= Self.maximumBytes else { return false }
        var rest = list[...]
        var items = 0
        while true {
            while let first = rest.first, ByteRules.isBlank(first) { rest = rest.dropFirst() }
            guard let (key, value, next) = Self.item(rest) else { return false }
            items += 1
            guard items <= Self.maximumItems, take(key, value) else { return false }
            rest = next
            while let first = rest.first, ByteRules.isBlank(first) { rest = rest.dropFirst() }
            guard let comma = rest.first else { return true }
            guard comma == UInt8(ascii: ",") else { return false }
            rest = rest.dropFirst()
        }
    }

    private typealias Bytes = Slice<UnsafeRawBufferPointer>

    /// A key, its value (nil: none), and what follows. Nil: there is no item.
    private static func item(_ bytes: Bytes) -> (key: Bytes, value: Bytes?, rest: Bytes)? {
        let key = bytes.prefix { isKey($0) }
        guard !key.isEmpty else { return nil }
        let after = bytes[key.endIndex...]
        guard after.first == UInt8(ascii: "=") else { return (key, nil, after) }
        let start = after.dropFirst()
        if start.first == UInt8(ascii: "\"") {
            guard let end = endOfString(start) else { return nil }
            return (key, start[..<end], start[end...])
        }
        let value = start.prefix { $0 != UInt8(ascii: ",") && !ByteRules.isBlank($0) }
        guard !value.isEmpty, value.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }) else {
            return nil
        }
        return (key, value, start[value.endIndex...])
    }

    /// After the closing quotation mark; nil: there is none.
    private static func endOfString(_ bytes: Bytes) -> Int? {
        var index = bytes.startIndex + 1
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "\""): return index + 1
            case let byte where ByteRules.isControl(byte): return nil
            default: index += 1
            }
        }
        return nil
    }

    /// Of the standard, and of others by their hyphen: those are passed over.
    private static func isKey(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    private mutating func take(_ key: Bytes, _ value: Bytes?) -> Bool {
        let name = UnsafeRawBufferPointer(rebasing: key)
        if Self.equals(name, "bl") {
            bufferMilliseconds = Self.number(value)
            return bufferMilliseconds != nil
        }
        if Self.equals(name, "mtp") {
            throughputKilobits = Self.number(value)
            return throughputKilobits != nil
        }
        if Self.equals(name, "bs") {
            guard let flag = Self.flag(value) else { return false }
            isStarved = flag
        } else if Self.equals(name, "su") {
            guard let flag = Self.flag(value) else { return false }
            isUrgent = flag
        }
        return true
    }

    private static func equals(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private static func number(_ value: Bytes?) -> Int? {
        guard let value, (1...maximumDigits).contains(value.count) else { return nil }
        var number = 0
        for byte in value {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// A flag that is true has no value; some say so nevertheless.
    private static func flag(_ value: Bytes?) -> Bool? {
        guard let value else { return true }
        let bytes = UnsafeRawBufferPointer(rebasing: value)
        if equals(bytes, "true") { return true }
        return equals(bytes, "false") ? false : nil
    }
}
