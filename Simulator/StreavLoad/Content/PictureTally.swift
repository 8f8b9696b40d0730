import StreavMedia

/// What the pictures of some of a stream said of themselves, in their order.
public struct PictureTally: Sendable, Hashable {
    /// Runs that are kept. A stream in order is one run; one of more than this is no channel.
    public static let maximumRuns = 64

    public private(set) var runs: [PictureRun] = []
    /// Runs beyond ``maximumRuns``.
    public private(set) var droppedRuns = 0
    /// Pictures whose identity does not agree with its checksum.
    public private(set) var damaged = 0
    /// Pictures without an identity.
    public private(set) var absent = 0

    public init() {}

    public var isEmpty: Bool { runs.isEmpty && damaged == 0 && absent == 0 }

    /// - Parameters:
    ///   - isMarked: A discontinuity was announced since the picture before.
    ///   - presentation: 90 kHz; nil: unknown.
    mutating func see(_ finding: SyntheticIdentity.Finding, isMarked: Bool, presentation: Int64?) {
        switch finding {
        case .absent: absent += 1
        case .damaged: damaged += 1
        case .identity(let identity): see(identity, isMarked: isMarked, presentation: presentation)
        }
    }

    private mutating func see(_ identity: SyntheticIdentity, isMarked: Bool, presentation: Int64?) {
        if !isMarked, let last = runs.last, droppedRuns == 0, last.run == identity.run,
            last.channel == identity.channel, last.last + 1 == identity.frame
        {
            runs[runs.count - 1].last = identity.frame
            runs[runs.count - 1].lastPresentation = presentation
            return
        }
        guard runs.count < Self.maximumRuns else {
            droppedRuns += 1
            return
        }
        runs.append(
            PictureRun(
                run: identity.run, channel: identity.channel, first: identity.frame, last: identity.frame,
                capturedMilliseconds: identity.capturedMilliseconds, isMarked: isMarked,
                lastPresentation: presentation))
    }
}
