/// Names and values as forms and queries carry them: `name=value&name=value`.
public struct FormText: Sendable {
    /// The most pairs that are read.
    public static let pairLimit = 64

    /// In the order given.
    public private(set) var pairs: [(name: String, value: String)] = []

    /// Nil when a pair cannot be decoded, holds a zero character, or when there are too many.
    public init?(_ bytes: some Collection<UInt8>, limit: Int = pairLimit) {
        let parts = bytes.split(
            separator: UInt8(ascii: "&"), maxSplits: limit, omittingEmptySubsequences: true)
        guard parts.count <= limit else { return nil }
        for part in parts {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentText.decode(halves[0], plusIsSpace: true),
                let value = PercentText.decode(halves.count > 1 ? Array(halves[1]) : [], plusIsSpace: true),
                !name.utf8.contains(0), !value.utf8.contains(0)
            else { return nil }
            pairs.append((name, value))
        }
    }

    /// The values given for a name, empty ones too.
    public func values(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// The value of a name; nil when it is absent or empty.
    public subscript(_ name: String) -> String? {
        pairs.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// A name that is given twice, if any.
    public var repeated: String? {
        var seen: Set<String> = []
        return pairs.first { !seen.insert($0.name).inserted }?.name
    }
}
