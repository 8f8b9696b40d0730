public import StreavDomain

/// Looks at a file of the media root: what it is, and whether it can be played.
public struct MediaFileProbe: Sendable {
    /// Why a file cannot be played, or not be read now: a sentence about the file alone.
    public struct Refusal: Error, Sendable {
        public let reason: String

        public init(reason: String) { self.reason = reason }
    }

    /// - Throws: ``Refusal``.
    public let details: @Sendable (_ mediaKey: String) async throws(Refusal) -> OnDemandStreamDetails

    public init(_ details: @escaping @Sendable (_ mediaKey: String) async throws(Refusal) -> OnDemandStreamDetails) {
        self.details = details
    }
}
