import StreavDomain

extension SourceNotice {
    /// As it stands in a live stream's history. Says no address but what a failure's own sentence does, which never
    /// holds credentials.
    func event(of stream: LiveStreamID, at moment: Timestamp) -> LiveStreamEvent {
        func made(_ kind: LiveStreamEvent.Kind, _ source: Int?, _ detail: String? = nil) -> LiveStreamEvent {
            LiveStreamEvent(stream: stream, occurredAt: moment, kind: kind, source: source, detail: detail)
        }
        return switch self {
        case .failed(let input, let failure, _): made(.sourceFailed, input, failure.description)
        case .onAir(let input, let previous):
            made(previous == nil || previous == input ? .onAir : .switched, input)
        case .degraded(let input): made(.degraded, input)
        case .recovered(let input): made(.recovered, input)
        case .divergentInputs(_, let other): made(.divergent, other)
        case .allDown: made(.down, nil)
        }
    }
}
