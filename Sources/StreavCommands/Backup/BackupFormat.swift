/// The form of a backup: lines of JSON, the first a header, the last a trailer, a row of a table each between them.
/// docs/cli.md describes it.
enum BackupFormat {
    /// Of the form. A program refuses those it does not know.
    static let version = 1
    /// The oldest schema whose backups can be restored.
    static let oldestSchema = 12
    static let kind = "streav-backup"
    /// The most bytes of a line. What the tables may hold at most is far below.
    static let lineBytes = 16 << 20
    /// The most tables in a header, and columns of one.
    static let tableLimit = 200
    static let columnLimit = 200
    /// Rows that are read at a time.
    static let readBatch = 1000
    /// Rows that one statement inserts.
    static let insertBatch = 50
}
