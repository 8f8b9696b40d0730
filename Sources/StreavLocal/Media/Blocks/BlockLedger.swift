import DequeModule
import StreavPorts

/// Which blocks there are, how large they are together, and which was used longest ago. All operations take constant
/// time in the long run.
struct BlockLedger<Note: Sendable>: Sendable {
    private struct Entry: Sendable {
        var bytes: Int
        var note: Note
        /// Of the last use.
        var stamp: UInt64
    }

    private struct Use: Sendable {
        var id: MediaBlockID
        var stamp: UInt64
    }

    /// Uses that were followed by later ones are swept out once they are this many times the blocks.
    private static var slack: Int { 4 }

    /// Of all blocks together, in bytes.
    let limit: Int
    private(set) var bytes = 0
    private var entries: [MediaBlockID: Entry] = [:]
    /// The oldest first; of each block the use with its present stamp counts.
    private var uses = Deque<Use>()
    private var stamps: UInt64 = 0

    /// - Parameter limit: 0 or more.
    init(limit: Int) {
        precondition(limit >= 0, "a bound of bytes is not negative")
        self.limit = limit
    }

    var count: Int { entries.count }

    /// What was noted of a block, which counts as used now; nil when there is none.
    mutating func use(_ id: MediaBlockID) -> Note? {
        guard entries[id] != nil else { return nil }
        touch(id)
        return entries[id]?.note
    }

    /// What was noted of a block, without counting as a use.
    func note(of id: MediaBlockID) -> Note? { entries[id]?.note }

    /// Adds a block, or puts another in its place.
    ///
    /// - Returns: What must go for it, the replaced one included; nil when it is larger than all may be together, and
    ///   nothing was changed.
    mutating func add(_ id: MediaBlockID, bytes added: Int, note: Note) -> [(id: MediaBlockID, note: Note)]? {
        guard added <= limit else { return nil }
        var gone: [(id: MediaBlockID, note: Note)] = []
        if let replaced = remove(id) { gone.append((id, replaced)) }
        while bytes + added > limit, let oldest = removeOldest() { gone.append(oldest) }
        entries[id] = Entry(bytes: added, note: note, stamp: 0)
        bytes += added
        touch(id)
        return gone
    }

    @discardableResult
    mutating func remove(_ id: MediaBlockID) -> Note? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        bytes -= entry.bytes
        return entry.note
    }

    private mutating func removeOldest() -> (id: MediaBlockID, note: Note)? {
        while let use = uses.popFirst() {
            guard entries[use.id]?.stamp == use.stamp else { continue }
            return remove(use.id).map { (use.id, $0) }
        }
        return nil
    }

    private mutating func touch(_ id: MediaBlockID) {
        stamps += 1
        entries[id]?.stamp = stamps
        uses.append(Use(id: id, stamp: stamps))
        guard uses.count > (entries.count + 16) * Self.slack else { return }
        uses.removeAll { entries[$0.id]?.stamp != $0.stamp }
    }
}
