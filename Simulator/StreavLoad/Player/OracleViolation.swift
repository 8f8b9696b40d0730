public import StreavMedia

/// Something that a viewer must never be shown by a platform that works.
public enum OracleViolation: Sendable, Hashable, CustomStringConvertible {
    /// A rule that the list breaks by itself, or an illegal change from one to the next.
    case playlist(PlaylistViolation)
    /// Without an end, and with less than three target durations.
    case shortWindow(listed: Duration, targetDuration: Int)
    /// More numbers went than segments can have gone: the new list begins after the end of what could have been
    /// published since the last load.
    case jumped(from: Int64, to: Int64, possible: Int64)
    /// The newest segment is older than 1.5 target durations although the source delivers.
    case stale(mediaSequence: Int64, age: Duration, targetDuration: Int)
    /// A segment's bytes are not those that it had before.
    case rewritten(mediaSequence: Int64)
    /// A segment went from the list and cannot be fetched although its time is not over.
    case vanished(mediaSequence: Int64)

    /// A sentence for people.
    public var description: String {
        switch self {
        case .playlist(let violation): violation.description
        case .shortWindow(let listed, let target):
            "the list holds \(listed), less than three times its target of \(target) s, and does not end"
        case .jumped(let from, let to, let possible):
            "the sequence went from \(from) to \(to), where no more than \(possible) segments can have gone"
        case .stale(let number, let age, let target):
            "segment \(number) is the newest and ended \(age) ago, more than 1.5 times the target of \(target) s"
        case .rewritten(let number): "the bytes of segment \(number) are not those of before"
        case .vanished(let number): "segment \(number) cannot be fetched although its time is not over"
        }
    }
}

extension OracleViolation {
    /// A channel that begins anew on another node may show it: the numbers jump forward, the list is short at first,
    /// and what was listed before stayed behind.
    public var isOfAMove: Bool {
        switch self {
        case .shortWindow, .jumped, .stale, .vanished: true
        case .playlist(let violation): violation.rule == .window
        case .rewritten: false
        }
    }
}
