import StreavDomain

/// What sessions are counted by.
struct SessionKind: Hashable, Sendable {
    var format: StreamFormat
    var state: ConnectionSnapshot.State
}
