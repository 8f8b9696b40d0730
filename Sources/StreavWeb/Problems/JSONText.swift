import FoundationEssentials
public import NIOCore

/// JSON for answers: keys sorted, so that equal values are equal bytes.
public enum JSONText {
    /// - Parameter value: A value whose encoding cannot fail: no infinite numbers, no failing `encode(to:)`.
    public static func encode(_ value: some Encodable) -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return ByteBuffer(bytes: try encoder.encode(value))
        } catch {
            preconditionFailure("an answer that has no JSON form: \(type(of: value)), \(error)")
        }
    }
}
