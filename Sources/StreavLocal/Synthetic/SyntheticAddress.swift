public import StreavMedia
public import StreavPorts

/// The addresses of synthetic channels: `synthetic:CHANNEL`, then after `?` and separated by `&` any of
///
/// - `name=` what the picture shows, percent-encoded;
/// - `size=320x180` in pixels;
/// - `bitrate=500k`, in bits per second, also with `M`;
/// - `impair=cc:2/60,slow,u20d10`, kinds of ``SyntheticImpairment`` with the seconds that they last and in which they
///   come once; `u20d10` flaps: 20 s up, 10 s down;
/// - `seed=` where the impairments come;
/// - `run=` tells one run of a test from another;
/// - `offset=` ticks of 90 kHz added to all times.
public enum SyntheticAddress {
    /// What an address begins with.
    public static let scheme = "synthetic:"
    private static let keys = ["name", "size", "bitrate", "impair", "seed", "run", "offset"]

    /// Whether an address is meant to be one, right or wrong.
    public static func isSynthetic(_ address: String) -> Bool {
        address.prefix(scheme.count).lowercased() == scheme
    }

    /// - Parameter run: Where the address names none.
    /// - Throws: `invalidAddress`, with a sentence that says what is wrong and what would be right.
    public static func configuration(
        of address: String, run: UInt64 = 0
    ) throws(MediaSourceError)
        -> SyntheticConfiguration
    {
        guard address.utf8.count <= MediaSourceLimits.addressBytes else {
            throw wrong("It is longer than \(MediaSourceLimits.addressBytes) bytes.")
        }
        guard isSynthetic(address) else {
            throw wrong("Its form is synthetic:CHANNEL?name=...&size=320x180&bitrate=500k&impair=....")
        }
        let parts = address.dropFirst(scheme.count)
            .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let channel: UInt32 = number(parts[0]) else {
            throw wrong("After synthetic: stands the channel's number, 0 to \(UInt32.max).")
        }
        let values = try values(of: parts.count > 1 ? parts[1] : "")
        let size = try size(values["size"])
        let bitrate = try values["bitrate"].map(bitrate)
        let impairments = try impairments(values["impair"])
        let run = try unsigned("run", values) ?? run
        let seed = try unsigned("seed", values) ?? 0
        let offset = try offset(values["offset"])
        return try checked { () throws(SyntheticError) in
            try SyntheticConfiguration(
                run: run, channel: channel, name: values["name"] ?? "Channel", width: size.width, height: size.height,
                bitrate: bitrate, timeOffset: offset, impairments: impairments, seed: seed)
        }
    }

    static func checked<Value>(_ make: () throws(SyntheticError) -> Value) throws(MediaSourceError) -> Value {
        do {
            return try make()
        } catch {
            throw wrong(error.message)
        }
    }

    static func wrong(_ message: String) -> MediaSourceError {
        MediaSourceError(.invalidAddress, "The address of a synthetic channel is wrong. \(message)")
    }

    private static func values(of query: Substring) throws(MediaSourceError) -> [String: String] {
        var values: [String: String] = [:]
        for item in query.split(separator: "&", omittingEmptySubsequences: true) {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(pair[0])
            guard keys.contains(key), pair.count == 2 else {
                throw wrong("After ? stand, separated by &, \(keys.map { $0 + "=" }.joined(separator: ", ")).")
            }
            guard let value = decoded(pair[1]) else {
                throw wrong("The value of \(key) is not percent-encoded UTF-8.")
            }
            guard values.updateValue(value, forKey: key) == nil else { throw wrong("It has \(key) twice.") }
        }
        return values
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            guard digits.count == 2 else { return nil }
            bytes.append(UInt8(digits[0] * 16 + digits[1]))
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func size(_ text: String?) throws(MediaSourceError) -> (width: Int, height: Int) {
        guard let text else { return (320, 180) }
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width: Int = number(parts[0]), let height: Int = number(parts[1]) else {
            throw wrong("A size is two numbers of pixels, as in size=320x180.")
        }
        return (width, height)
    }

    private static func bitrate(_ text: String) throws(MediaSourceError) -> Int {
        let factor = text.hasSuffix("k") ? 1_000 : text.hasSuffix("M") ? 1_000_000 : 1
        // Of more digits than the largest bitrate has, the product could be too large.
        guard let value: Int = number(factor == 1 ? text[...] : text.dropLast()), value < 1_000_000_000 else {
            throw wrong("A bitrate is a number of bits per second, as in bitrate=500k, 4M or 750000.")
        }
        return value * factor
    }

    private static func unsigned(_ key: String, _ values: [String: String]) throws(MediaSourceError) -> UInt64? {
        guard let text = values[key] else { return nil }
        guard let value: UInt64 = number(text[...]) else {
            throw wrong("The value of \(key) is a number, 0 to \(UInt64.max).")
        }
        return value
    }

    private static func offset(_ text: String?) throws(MediaSourceError) -> Int64 {
        guard let text else { return 0 }
        let isNegative = text.hasPrefix("-")
        guard let ticks: Int64 = number(isNegative ? text.dropFirst() : text[...]) else {
            throw wrong("An offset is a whole number of ticks, 90 000 a second.")
        }
        return isNegative ? -ticks : ticks
    }

    /// Digits and nothing else.
    static func number<Value: FixedWidthInteger>(_ text: Substring) -> Value? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Value(text)
    }
}
