import DequeModule
import StreavPorts

/// What was sent on a channel in confirm mode and is not confirmed yet, by the numbers that both sides count.
///
/// Confirms come late, in any order, and for all up to a number at once.
struct ConfirmTracker<Ticket> {
    enum Outcome: Sendable, Equatable {
        case taken
        /// Taken, but by no queue: the server returned it before it confirmed it.
        case returned
        case notTaken
    }

    struct Entry {
        /// Nil once whoever waits was told something else.
        var ticket: Ticket?
        let exchange: String
        let cost: Int
        let deadline: MonotonicInstant
        var isReturned = false
    }

    private var entries: Deque<Entry?> = []
    /// The number of the first of ``entries``.
    private var first: UInt64 = 1
    private(set) var count = 0
    private(set) var cost = 0

    /// The number that the next message has.
    var nextTag: UInt64 { first + UInt64(entries.count) }

    mutating func sent(_ entry: Entry) -> UInt64 {
        defer { entries.append(entry) }
        count += 1
        cost += entry.cost
        return nextTag
    }

    /// The server returned a message. Another number than those under way is nobody's.
    mutating func returned(_ tag: UInt64) {
        guard let index = index(of: tag) else { return }
        entries[index]?.isReturned = true
    }

    /// The server confirmed or refused one, or all up to it; 0 with `multiple` is all there are (AMQP 0-9-1,
    /// basic.ack).
    mutating func settled(_ tag: UInt64, multiple: Bool, isTaken: Bool) -> [(ticket: Ticket, outcome: Outcome)] {
        let last = multiple && tag == 0 ? nextTag - 1 : tag
        guard let index = index(of: last) else { return [] }
        var outcomes: [(ticket: Ticket, outcome: Outcome)] = []
        for place in (multiple ? 0 : index)...index {
            guard let entry = entries[place] else { continue }
            entries[place] = nil
            count -= 1
            cost -= entry.cost
            if let ticket = entry.ticket {
                outcomes.append((ticket, isTaken ? (entry.isReturned ? .returned : .taken) : .notTaken))
            }
        }
        while let front = entries.first, front == nil {
            entries.removeFirst()
            first += 1
        }
        return outcomes
    }

    /// Takes out whoever waits longer than they may. Their messages still count as under way.
    mutating func expire(at now: MonotonicInstant) -> [Ticket] {
        var tickets: [Ticket] = []
        for index in entries.indices {
            guard let entry = entries[index], entry.deadline <= now, let ticket = entry.ticket else { continue }
            entries[index]?.ticket = nil
            tickets.append(ticket)
        }
        return tickets
    }

    /// The channel is gone, and with it the numbers.
    mutating func reset() -> [Entry] {
        defer { self = Self() }
        return entries.compactMap(\.self)
    }

    private func index(of tag: UInt64) -> Int? {
        guard tag >= first, tag < nextTag else { return nil }
        return Int(tag - first)
    }
}
