import StreavWeb

/// What ``WebPath/encode(_:)`` made, read again.
enum PercentDecoding {
    static func decode(_ text: Substring) -> String { PercentText.decode(text.utf8, plusIsSpace: false) ?? "" }
}
