public import NIOCore

/// A synthetic channel in real time: what is due at a moment, and when the next is.
///
/// It begins with the key frame that was sent last, so that a viewer need not wait for the next. A value is small; make
/// one per connection.
public struct SyntheticPlayback: Sendable {
    public enum Step: Sendable, Equatable {
        /// Whole packets that are due, at most ``LoopedTransport/chunkBytes``. Ask again at once.
        case packets(ByteBuffer)
        /// Nothing is due before a moment: UTC, milliseconds since 1970.
        case wait(until: Int64)
        /// The source is gone, at least until a moment: UTC, milliseconds since 1970.
        case gone(until: Int64)
    }

    /// A caller that was held up for longer skips the time instead of getting it in one burst: milliseconds.
    public static let longestBurst: Int64 = 4_000

    private let channel: SyntheticChannel
    private var group: SyntheticGroup
    /// Bytes of the group that were handed out.
    private var offset = 0
    private var nextMoment = 0

    /// - Parameter milliseconds: UTC since 1970.
    public init(_ channel: SyntheticChannel, at milliseconds: Int64) {
        self.channel = channel
        group = channel.group(channel.groupDue(at: milliseconds))
    }

    /// - Parameter now: UTC, milliseconds since 1970; never less than the time before.
    public mutating func next(at now: Int64) -> Step {
        while true {
            if let due = nextDue, now - due > Self.longestBurst { enter(max(group.index, channel.groupDue(at: now))) }
            while let due = nextDue, due <= now { nextMoment += 1 }
            if offset < dueEnd { return .packets(take()) }
            if let due = nextDue { return .wait(until: due) }
            let next = group.index + 1
            guard SyntheticLimits.groups.contains(next) else { return .wait(until: .max) }
            if start(of: next) > now {
                return group.isDown ? .gone(until: start(of: next)) : .wait(until: start(of: next))
            }
            let isLate = now - start(of: next) > Self.longestBurst
            enter(isLate ? max(next, channel.groupDue(at: now)) : next)
        }
    }

    /// Of the moment that was not reached yet.
    private var nextDue: Int64? { nextMoment < group.moments.count ? group.moments[nextMoment].due : nil }

    /// Where the bytes of all moments that were reached end.
    private var dueEnd: Int { nextMoment > 0 ? group.moments[nextMoment - 1].bytes.upperBound : 0 }

    private func start(of group: Int64) -> Int64 { group * Int64(SyntheticChannel.groupMilliseconds) }

    private mutating func enter(_ index: Int64) {
        guard index != group.index else { return }
        group = channel.group(index)
        offset = 0
        nextMoment = 0
    }

    private mutating func take() -> ByteBuffer {
        let length = min(dueEnd - offset, LoopedTransport.chunkBytes)
        guard let slice = group.packets.getSlice(at: group.packets.readerIndex + offset, length: length) else {
            preconditionFailure("moments lie within their group")
        }
        offset += length
        return slice
    }
}
