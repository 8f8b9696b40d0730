import StreavDomain
import StreavPorts

/// What is left of an on-demand HLS session that is over: enough to take it up again when its player goes on.
///
/// Its playlist was loaded once, at the start, so a player that was paused comes back with nothing but the address of a
/// segment, which names nobody. The subscriber is judged anew and needs a free place again.
struct DormantSession: Sendable {
    let id: String
    let subscriber: SubscriberID
    let credential: SessionCredential
    let tokenExpiry: Timestamp?
    let lastActivity: MonotonicInstant

    init(_ record: SessionRecord) {
        id = record.id
        subscriber = record.subscriber
        credential = record.credential
        tokenExpiry = record.tokenExpiry
        lastActivity = record.lastActivity
    }
}
