internal import ArgumentParser

/// Something that can be typed.
protocol Verb: ParsableCommand {
    /// What has to be there before it runs.
    static var opening: VerbOpening { get }
    var global: GlobalOptions { get }
    func run(_ session: CommandSession) async throws -> CommandAnswer
}

extension Verb {
    static var opening: VerbOpening { .store }
}

enum VerbOpening {
    /// Nothing: it opens what it needs.
    case nothing
    /// The backends; the schema may be any.
    case backends
    /// The backends; a database in a file may be made.
    case newBackends
    /// The backends, with a schema of this program's version.
    case store
}
