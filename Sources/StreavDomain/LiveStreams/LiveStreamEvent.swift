/// Something that happened to a live stream while a node ran it.
public struct LiveStreamEvent: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The node began to run it.
        case started
        /// A source went on air, the first one since it was started or the one that was on air before.
        case onAir = "on-air"
        /// Another source went on air.
        case switched
        case sourceFailed = "source-failed"
        /// A source is slower than real time.
        case degraded
        case recovered
        /// A source has other tracks than the one on air.
        case divergent
        /// No source delivers.
        case down
        case stopped
    }

    public var stream: LiveStreamID
    public var occurredAt: Timestamp
    public var kind: Kind
    /// The place of the source it is about, from 0.
    public var source: Int?
    /// A sentence for people, in English. Never holds credentials.
    public var detail: String?

    /// The longest ``detail``, in characters; what is more is cut.
    public static let detailLimit = 300

    public init(
        stream: LiveStreamID, occurredAt: Timestamp, kind: Kind, source: Int? = nil, detail: String? = nil
    ) {
        self.stream = stream
        self.occurredAt = occurredAt
        self.kind = kind
        self.source = source
        self.detail = detail.map { String($0.prefix(Self.detailLimit)) }
    }
}
