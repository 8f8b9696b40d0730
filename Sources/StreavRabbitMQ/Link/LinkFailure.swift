import StreavPorts

/// The connection cannot be used any further.
struct LinkFailure: Error, Sendable {
    /// A sentence's part, without secrets.
    let reason: String
}
