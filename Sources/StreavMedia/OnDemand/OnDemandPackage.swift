public import NIOCore

/// A movie as video on demand over HLS, in MPEG-TS segments that are made when they are asked for (RFC 8216).
///
/// Immutable, and a function of the index alone: playlists and segments are the same, byte for byte, wherever and
/// whenever they are made. Nothing is read here: ``reads(_:segment:)`` tells which bytes of the file
/// ``segment(_:segment:bytes:)`` wants.
///
/// Video is cut at key frames near the target. One audio track goes with the video; several become renditions of their
/// own, whose segments follow the video's. What an edit list leaves out is left out, but for the pictures that lead
/// from a key frame to the first one shown.
public struct OnDemandPackage: Sendable {
    /// The first is the main one, which the variant names.
    public let renditions: [OnDemandRendition]
    /// EXT-X-TARGETDURATION of all media playlists, in seconds: the longest segment, rounded (HLS-06, HLS-07).
    public let targetDuration: Int
    /// What the package occupies, its movie's sample tables included, in bytes.
    public let memoryBytes: Int
    /// Formats, rates and names, without addresses.
    let presentation: OnDemandPresentation
    private let programs: [OnDemandProgram]
    /// Added to times of the movie's timeline: decode times begin at ``OnDemandLimits/firstDecodeTime``.
    private let offset: Int64

    /// Plans the segments.
    ///
    /// - Parameter target: What segments should take, within ``OnDemandLimits/targets``.
    /// - Throws: Why the movie cannot be packaged.
    public init(_ index: MovieIndex, target: Duration = .seconds(6)) throws(OnDemandError) {
        guard OnDemandLimits.targets.contains(target) else {
            throw OnDemandError(.badTarget, "A target duration is 1 to 30 s.")
        }
        let selection = try OnDemandSelection(index, pacing: SegmentPacing(target))
        let programs = try selection.programs()
        let sizes = try SegmentSizes(programs, fileSize: index.fileSize)
        var longest: Int64 = 0
        for program in programs {
            for segment in 0..<program.segmentCount { longest = max(longest, program.milliseconds(of: segment)) }
        }
        targetDuration = Int(max(1, (longest + 500) / 1_000))
        renditions = selection.renditions(programs, sizes, targetDuration: Int64(targetDuration))
        presentation = OnDemandPresentation(selection)
        offset = OnDemandLimits.firstDecodeTime - (programs.compactMap { $0.clockStart(0) }.min() ?? 0)
        memoryBytes =
            index.memoryBytes + programs.reduce(0) { $0 + $1.memoryBytes }
            + renditions.reduce(0) { $0 + $1.segmentCount * MemoryLayout<Duration>.stride }
        self.programs = programs
    }

    /// The parts of the file that a segment is made from: ascending, disjoint, near neighbours joined, at most
    /// ``OnDemandLimits/segmentBytes`` together. Empty: there is no such segment.
    public func reads(_ rendition: Int, segment: Int) -> [Range<Int64>] {
        guard programs.indices.contains(rendition), 0..<programs[rendition].segmentCount ~= segment,
            let plan = try? SegmentPlan(programs[rendition], segment: segment)
        else { return [] }
        return SegmentReads(plan.frames).ranges
    }

    /// Makes a segment.
    ///
    /// - Parameter bytes: What the file has at ``reads(_:segment:)``, in that order.
    /// - Throws: Where there is no such segment, or the bytes contradict the index or themselves.
    public func segment(
        _ rendition: Int, segment: Int, bytes: [ByteBuffer]
    ) throws(OnDemandError) -> ByteBuffer {
        guard programs.indices.contains(rendition), 0..<programs[rendition].segmentCount ~= segment else {
            throw OnDemandError(.noSuchSegment, "There is no segment \(segment) of rendition \(rendition).")
        }
        return try SegmentMuxer(programs[rendition], segment: segment, offset: offset, bytes: bytes).packaged()
    }
}
