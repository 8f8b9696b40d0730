/// A JSON value, as it was read or as it is to be written. Members keep their order.
enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number that was written without fraction and exponent and fits 64 bits, or is to be written so.
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Hashable, Sendable {
        var name: String
        var value: JSON
    }

    /// An object whose members are known in the source.
    static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(name: $0.key, value: $0.value) })
    }

    static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    static func whole(_ number: (some BinaryInteger)?) -> JSON { number.map { .integer(Int64($0)) } ?? .null }

    static func real(_ number: Double?) -> JSON { number.map { .number($0) } ?? .null }

    static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

    /// The same object with more members.
    func adding(_ members: [Member]) -> JSON {
        guard case .object(let own) = self else { return self }
        return .object(own + members)
    }

    /// A member of an object.
    subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The kind in words, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
