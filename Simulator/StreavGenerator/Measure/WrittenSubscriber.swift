/// A subscriber that a program made through the API: what its answers leave possible (INV-ACK).
///
/// Every version of it has its number in the note, so that the one that is there in the end can be told from those that
/// were only asked for.
public struct WrittenSubscriber: Sendable, Hashable {
    /// Nobody else's.
    public let mark: String
    /// Of which one is there, unless none is.
    public private(set) var versions: Set<Int> = []
    public private(set) var mayBeAbsent = true

    public init(mark: String) {
        self.mark = mark
    }

    /// Begins every mark, so that they can be found.
    public static let prefix = "load/"

    public func note(_ version: Int) -> String { "\(mark) \(version)" }

    /// From now on it may have happened, whatever is answered.
    mutating func asks(_ change: Change) {
        switch change {
        case .write(let version): versions.insert(version)
        case .delete: mayBeAbsent = true
        }
    }

    /// It was acknowledged.
    mutating func acknowledged(_ change: Change) {
        switch change {
        case .write(let version):
            versions = [version]
            mayBeAbsent = false
        case .delete:
            versions = []
            mayBeAbsent = true
        }
    }

    /// It was refused, and no earlier attempt at it is without an answer.
    mutating func refused(_ change: Change) {
        switch change {
        case .write(let version): versions.remove(version)
        case .delete: mayBeAbsent = versions.isEmpty
        }
    }

    enum Change: Sendable, Hashable {
        case write(Int)
        case delete
    }

    /// What is wrong with the notes that are there; nil: they are what may be.
    ///
    /// - Parameter found: The version of each subscriber that is there with this mark.
    public func fault(found: [Int]) -> String? {
        if found.count > 1 { return "\(mark) is there \(found.count) times" }
        guard let version = found.first else {
            return mayBeAbsent ? nil : "\(mark) was acknowledged and is not there"
        }
        if versions.contains(version) { return nil }
        if versions.isEmpty {
            return "\(mark) is there, though \(mayBeAbsent ? "it was deleted or refused" : "nothing says so")"
        }
        let possible = versions.sorted().map(String.init).joined(separator: " or ")
        return "\(mark) is there in version \(version), where \(possible) was acknowledged"
    }
}
