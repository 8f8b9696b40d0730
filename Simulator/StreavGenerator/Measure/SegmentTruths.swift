import StreavLoad
import Synchronization

/// What the segments of all streams were, by whoever of all viewers got them first: a segment's bytes never change, so
/// they are looked into once, and everybody else's are compared with them.
final class SegmentTruths: Sendable {
    struct Rendition: Hashable, Sendable {
        enum Stream: Hashable, Sendable {
            case channel(Int32)
            case film(Int32)
        }

        var stream: Stream
        var rung: Int
    }

    /// Renditions that are remembered; those beyond are looked into by everybody.
    static let maximumRenditions = 20_000
    /// Segments of each: minutes of a live one.
    static let segments = 128

    private let ledgers = Mutex<[Rendition: SegmentLedger]>([:])

    /// Whether a segment was looked into already.
    func knows(_ rendition: Rendition, _ mediaSequence: Int64) -> Bool {
        ledgers.withLock { $0[rendition]?.content(of: mediaSequence)?.pictures != nil }
    }

    /// Compares what a viewer got with what others got.
    ///
    /// - Returns: What was found in the segment, as far as anybody knows, and whether the bytes are others than before.
    func take(
        _ content: SegmentContent, of rendition: Rendition, _ mediaSequence: Int64
    ) -> (content: SegmentContent, violation: OracleViolation?) {
        ledgers.withLock { ledgers in
            guard ledgers[rendition] != nil || ledgers.count < Self.maximumRenditions else { return (content, nil) }
            let violation = ledgers[rendition, default: SegmentLedger(capacity: Self.segments)]
                .record(mediaSequence: mediaSequence, content)
            // Other bytes are to be judged by what is in them, as far as somebody looked.
            guard violation == nil, content.pictures == nil else { return (content, violation) }
            return (ledgers[rendition]?.content(of: mediaSequence) ?? content, nil)
        }
    }
}
