/// What must not be among the pictures that a viewer of a synthetic channel gets.
public enum ContentViolation: Sendable, Hashable, CustomStringConvertible {
    /// Pictures of another channel, or of another run.
    case foreign(wanted: ChannelIdentity, got: ChannelIdentity, frame: Int64)
    /// Pictures whose identity does not agree with its checksum.
    case damaged(Int)
    /// Pictures that do not say whose they are, on a channel where all do.
    case anonymous(Int)
    /// Pictures are missing where nothing announces it.
    case missing(from: Int64, to: Int64)
    /// A picture comes again, or one from before it.
    case repeated(frame: Int64, after: Int64)
    /// More breaks than a channel can have.
    case disordered(Int)

    /// Whether a fault of the source explains it. Nothing explains pictures of another channel.
    public var canBeOfTheSource: Bool {
        if case .foreign = self { false } else { true }
    }

    /// A sentence for people.
    public var description: String {
        switch self {
        case .foreign(let wanted, let got, let frame): "wanted \(wanted), got \(got) (picture \(frame))"
        case .damaged(let count): "\(count) pictures have an identity with a wrong checksum"
        case .anonymous(let count): "\(count) pictures do not say which channel they are of"
        case .missing(let from, let to):
            "pictures \(from) to \(to) are missing, and no discontinuity says so"
        case .repeated(let frame, let last): "picture \(frame) came after picture \(last)"
        case .disordered(let count): "\(count) more breaks in the order of pictures than can be followed"
        }
    }
}
