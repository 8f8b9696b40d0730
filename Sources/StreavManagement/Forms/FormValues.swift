import StreavDomain
import StreavWeb

/// What was sent with a form, just the fields that it has.
struct FormValues: Sendable {
    private let values: [String: [String]]
    private let files: [String: [UInt8]]

    /// - Throws: ``PageFault/malformed(_:)`` for fields that the shape does not have, or more than it allows.
    init(_ text: FormText, shape: FormShape) throws {
        var values: [String: [String]] = [:]
        for (name, value) in text.pairs where name != "csrf" {
            guard let field = shape[name] else {
                throw PageFault.malformed("\(name.prefix(64)) is no field of this form")
            }
            guard value.utf8.count <= field.limit else { throw PageFault.malformed("\(name) is too long") }
            values[name, default: []].append(Self.lines(value))
            guard values[name, default: []].count <= field.count else {
                throw PageFault.malformed("\(name) is given too often")
            }
        }
        self.values = values
        files = [:]
    }

    /// The same of a form with files. A field of text that comes as a file is refused, and the other way round.
    init(_ form: MultipartForm, shape: FormShape) throws {
        var values: [String: [String]] = [:]
        var files: [String: [UInt8]] = [:]
        for part in form.parts where part.name != "csrf" {
            guard let field = shape[part.name], field.isFile == part.isFile else {
                throw PageFault.malformed("\(part.name.prefix(64)) is no field of this form")
            }
            guard part.content.count <= field.limit else { throw PageFault.tooLarge }
            if field.isFile {
                guard files.updateValue(Array(part.content), forKey: part.name) == nil else {
                    throw PageFault.malformed("\(part.name) is given too often")
                }
                continue
            }
            guard let text = String(validating: part.content, as: UTF8.self), !part.content.contains(0) else {
                throw PageFault.malformed("\(part.name) is no text")
            }
            values[part.name, default: []].append(Self.lines(text))
            guard values[part.name, default: []].count <= field.count else {
                throw PageFault.malformed("\(part.name) is given too often")
            }
        }
        self.values = values
        self.files = files
    }

    /// Browsers end the lines of a text with two characters (HTML, section 4.10.21.8); one is kept.
    private static func lines(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "\r"))
            ? text.split(separator: "\r\n", omittingEmptySubsequences: false)
                .joined(separator: "\n") : text
    }

    /// The content of a file; empty where a browser was given none.
    func file(_ name: String) -> [UInt8]? { files[name] }

    /// As it was typed; empty when it is absent.
    func text(_ name: String) -> String { values[name]?.first ?? "" }

    /// Without blanks around it; nil when nothing is left.
    func line(_ name: String) -> String? {
        var rest = text(name)[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return rest.isEmpty ? nil : String(rest)
    }

    /// A check box.
    func flag(_ name: String) -> Bool { !text(name).isEmpty }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    func ids<Entity>(_ name: String, of type: Entity.Type = Entity.self) -> [Identifier<Entity>] {
        all(name).compactMap { Identifier<Entity>(digits: $0) }
    }

    /// Nil when it is none; what is wrong with it is for the page to say.
    func number(_ name: String) -> Int? { line(name).flatMap { Int($0) } }

    func revision() -> Int64? { Int64(text("revision")) }

    /// All of it, to be shown again.
    func draft(_ problems: InvalidInput = InvalidInput()) -> FormDraft {
        FormDraft(values, problems: problems)
    }
}
