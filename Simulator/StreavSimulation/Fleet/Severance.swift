import Synchronization

/// What cuts a node off from its backing services: nothing it asks for arrives any more.
final class Severance: Sendable {
    private let cut = Atomic<Bool>(false)

    var isCut: Bool {
        get { cut.load(ordering: .acquiring) }
        set { cut.store(newValue, ordering: .releasing) }
    }
}
