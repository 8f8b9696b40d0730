import Synchronization

extension Gatekeeper {
    /// Nobody new is admitted; see ``drain()`` and ``close(_:)``.
    public var isDraining: Bool { draining.load(ordering: .acquiring) || closed.load(ordering: .acquiring) }

    /// Whether nobody new is to be admitted for the time being; who watches goes on.
    public func close(_ isClosed: Bool) {
        closed.store(isClosed, ordering: .releasing)
    }
}
