import StreavCrypto
import StreavDomain
public import StreavPorts

/// How nodes write what they ask of each other and answer.
public enum NodeFileForm {
    /// Before the key, in Base64URL: a key has one spelling only.
    public static let pathPrefix = "/node/media/"
    public static let signatureField = "Streav-Node"
    public static let versionField = "Streav-Version"
    public static let factsField = "Streav-File"
    public static let answerField = "Streav-Node-Answer"
    /// The longest version.
    static let versionBytes = 128

    public static func path(ofKey key: String) -> String {
        pathPrefix + Base64URL.encode(Array(key.utf8))
    }

    /// The key that a part of a path spells; nil unless it is a legal one (S37).
    public static func key(in text: String) -> String? {
        guard let bytes = Base64URL.decode(text), let key = String(validating: bytes, as: UTF8.self),
            (try? MediaKey.components(of: key)) != nil
        else { return nil }
        return key
    }

    /// `bytes=first-last`.
    public static func text(of range: Range<Int64>) -> String {
        "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
    }

    /// The range of such a text in its one spelling, 1 byte to a block long.
    public static func range(in text: String) -> Range<Int64>? {
        guard text.utf8.count <= 64, text.hasPrefix("bytes=") else { return nil }
        let parts = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = Int64(parts[0]), let last = Int64(parts[1]), first >= 0, last >= first,
            last - first < MediaBlockLimits.blockBytes, last < .max, Self.text(of: first..<last + 1) == text
        else { return nil }
        return first..<last + 1
    }

    /// Size, time of modification in milliseconds, version.
    public static func text(of file: MediaFile) -> String {
        "\(file.size) \(file.modified.milliseconds) \(file.version)"
    }

    static func file(_ text: String, key: String) -> MediaFile? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard text.utf8.count <= 256, parts.count == 3, let size = Int64(parts[0]), size >= 0,
            let modified = Int64(parts[1]), isVersion(parts[2])
        else { return nil }
        return MediaFile(
            key: key, size: size, modified: Timestamp(milliseconds: modified), version: String(parts[2]))
    }

    /// What may stand in a field, and in an entity tag.
    public static func isVersion(_ text: some StringProtocol) -> Bool {
        (1...versionBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }
}
