/// Why a database was not brought up to date.
public enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A newer Streav has been at work on it.
    case newerDatabase(version: Int, known: Int)
    /// A step that ran is not the step of that number in this program.
    case differentHistory(version: Int, ran: String, known: String)

    public var description: String {
        switch self {
        case .newerDatabase(let version, let known):
            """
            the database has schema version \(version), this program knows versions up to \(known): run the newer \
            Streav that made it, or restore a backup from before
            """
        case .differentHistory(let version, let ran, let known):
            """
            version \(version) of the database's schema is "\(ran)", this program's is "\(known)": the database \
            belongs to another program or to a development version of this one; use another database
            """
        }
    }
}
