import Synchronization

extension Gatekeeper {
    /// Nobody new is admitted any more; see ``drain()``.
    public var isDraining: Bool { draining.load(ordering: .acquiring) }
}
