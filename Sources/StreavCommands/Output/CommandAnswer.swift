/// What a verb has to say: the same to people and to programs.
struct CommandAnswer: Sendable {
    let json: OutputValue
    let text: String
    /// The program's exit code.
    var code: Int32 = 0

    func rendered(_ format: OutputFormat) -> String {
        switch format {
        case .table: text
        case .json: json.json + "\n"
        }
    }

    /// One thing.
    static func object(_ fields: [OutputField]) -> CommandAnswer {
        CommandAnswer(json: .object(fields.map(\.member)), text: TextTable.facts(fields))
    }

    /// Something that was done.
    ///
    /// - Parameter sentence: For people, with its full stop.
    static func done(_ sentence: String, _ fields: [OutputField]) -> CommandAnswer {
        CommandAnswer(json: .object(fields.map(\.member)), text: sentence + "\n")
    }

    /// Several things: `{"total":…,"items":[…]}`.
    ///
    /// - Parameter total: How many there are in all.
    static func list(_ rows: [[OutputField]], total: Int? = nil) -> CommandAnswer {
        let total = total ?? rows.count
        let json = OutputValue.object([
            OutputValue.Member(name: "total", value: .whole(total)),
            OutputValue.Member(name: "items", value: .list(rows.map { .object($0.map(\.member)) })),
        ])
        var text = TextTable.rows(rows)
        if total > rows.count { text += "\(rows.count) of \(total)\n" }
        return CommandAnswer(json: json, text: text)
    }
}
