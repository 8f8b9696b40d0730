import StreavPorts

/// The fanout exchange between queues and the queue of their dead letters.
///
/// Through the default exchange a message would take the dead-letter queue's name for its routing key; through this one
/// it keeps its own.
enum DeadLetterExchange {
    private static let prefix = "streav.dead."
    private static let digestDigits = 16

    static func name(for queue: String) -> String {
        let name = prefix + queue
        guard name.utf8.count > BrokerLimits.nameBytes else { return name }
        // A name that does not fit is told apart by a digest of the whole.
        let room = BrokerLimits.nameBytes - prefix.utf8.count - digestDigits - 1
        var kept = ""
        for character in queue {
            guard kept.utf8.count + character.utf8.count <= room else { break }
            kept.append(character)
        }
        let digits = String(digest(queue), radix: 16)
        return prefix + kept + "." + String(repeating: "0", count: digestDigits - digits.count) + digits
    }

    /// FNV-1a: the same on every node and version.
    private static func digest(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
