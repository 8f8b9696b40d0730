internal import FoundationEssentials
public import StreavDomain
internal import StreavStore

/// Many subscribers at once, and the way back.
extension SubscriberControl {
    /// The most that one transaction changes.
    public static let manyLimit = 1000

    /// Changes each that the change would change; each has an entry of its own in the activity log.
    ///
    /// - Returns: Those that changed, as they are now, and the numbers of their entries, by which
    ///   ``revert(_:)`` finds what was before; nil when nothing changed.
    @discardableResult
    public func apply(
        _ change: SubscriberChange, to ids: [SubscriberID]
    ) throws -> (changed: [Subscriber], entries: ClosedRange<Int64>?) {
        let activity = transaction.connection.activity
        let first = try activity.lastSequence() + 1
        var changed: [Subscriber] = []
        for subscriber in try transaction.connection.subscribers.find(Array(ids.prefix(Self.manyLimit))) {
            let details = change.applied(to: subscriber.details, now: transaction.now)
            guard details != subscriber.details else { continue }
            changed.append(
                try self.change(subscriber.id, action: Self.action(change), expecting: nil) { _ in details })
        }
        let last = try activity.lastSequence()
        return (changed, first <= last ? first...last : nil)
    }

    /// Gives subscribers back what they had before entries of the activity log, which the same person has made.
    /// A subscriber who was changed again since is left alone.
    ///
    /// - Returns: Those that were changed back.
    @discardableResult
    public func revert(_ entries: ClosedRange<Int64>) throws -> [Subscriber] {
        let start = max(entries.lowerBound, 1)
        let count = min(entries.upperBound - start + 1, Int64(Self.manyLimit))
        guard count > 0 else { return [] }
        var reverted: [Subscriber] = []
        for entry in try transaction.connection.activity.entries(after: start - 1, limit: Int(count))
        where entry.sequence <= entries.upperBound {
            let activity = entry.activity
            guard activity.resource == "subscriber", activity.actor.kind == transaction.actor.kind,
                activity.actor.id == transaction.actor.id,
                let id = activity.resourceID.flatMap({ SubscriberID(digits: $0) }),
                let before = Self.details(activity.before), let after = Self.details(activity.after),
                let now = try transaction.connection.subscribers.find(id), now.details == after
            else { continue }
            reverted.append(try change(id, action: "subscriber.update", expecting: now.revision) { _ in before })
        }
        return reverted
    }

    private static func action(_ change: SubscriberChange) -> String {
        switch change {
        case .extend: "subscriber.set-expiry"
        case .status: "subscriber.set-status"
        case .bundle: "subscriber.update"
        }
    }

    private static func details(_ text: String?) -> SubscriberDetails? {
        text.flatMap { try? JSONDecoder().decode(SubscriberDetails.self, from: Data($0.utf8)) }
    }
}
