/// A key that was used for another request.
public struct IdempotencyConflict: Error, Hashable, Sendable {
    public init() {}
}
