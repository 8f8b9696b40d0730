/// A member of an object in JSON, a column of a table.
struct OutputField: Sendable {
    /// In JSON.
    let name: String
    let value: OutputValue

    init(_ name: String, _ value: OutputValue) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ text: String?) { self.init(name, OutputValue.text(text)) }
    init(_ name: String, _ flag: Bool) { self.init(name, .flag(flag)) }
    init(_ name: String, _ number: some BinaryInteger) { self.init(name, OutputValue.whole(number)) }

    var member: OutputValue.Member { OutputValue.Member(name: name, value: value) }

    /// Above a column: the name's words, the first with a capital.
    var title: String {
        var title = ""
        for character in name {
            if title.isEmpty {
                title.append(contentsOf: character.uppercased())
            } else if character.isUppercase {
                title += " " + character.lowercased()
            } else {
                title.append(character)
            }
        }
        return title
    }
}
