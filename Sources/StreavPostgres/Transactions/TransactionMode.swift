/// What a transaction may do.
enum TransactionMode: Sendable {
    /// One snapshot, nothing written. It never collides: nobody waits for it and it waits for nobody.
    case read
    case write

    /// How it begins. A write does not ask for READ WRITE: a server that was set read-only stays so.
    var beginning: String {
        switch self {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .write: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
    }
}
