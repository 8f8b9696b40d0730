internal import StreavCrypto
internal import StreavDomain

/// Checks the chain of hashes, batch by batch.
struct ActivityVerifier {
    /// Entries read at a time.
    static let batch = 500

    private let keys: ControlKeys
    private(set) var checked: Int64 = 0
    private var previous: [UInt8] = []

    init(keys: ControlKeys) {
        self.keys = keys
    }

    /// The sequence of the first entry that does not hold, if any. `entries` follow the ones before.
    mutating func firstBroken(in entries: [ActivityEntry]) -> Int64? {
        for entry in entries {
            let bytes = ActivityEntry.hashedBytes(
                sequence: entry.sequence, occurredAt: entry.occurredAt, activity: entry.activity, previous: previous)
            guard entry.sequence == checked + 1, ConstantTime.equal(keys.activityHash(bytes), entry.hash) else {
                return checked + 1
            }
            checked = entry.sequence
            previous = entry.hash
        }
        return nil
    }
}
