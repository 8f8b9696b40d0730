public import StreavDomain

/// How many sessions there are of one format in one state.
public struct SessionCount: Hashable, Sendable {
    public let format: StreamFormat
    public let state: ConnectionSnapshot.State
    public let count: Int
}
