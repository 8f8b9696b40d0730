/// Names one call of `consume`.
struct ConsumerID: Hashable, Sendable {
    let number: UInt64
}
