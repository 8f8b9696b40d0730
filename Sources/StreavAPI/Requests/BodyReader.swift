import StreavDomain

/// Reads the members of a body by the shape that a route declares. A member that the shape does not have is a problem
/// by name: nothing is set that was not meant to be set. Problems are gathered.
struct BodyReader {
    private let body: JSON
    private let shape: Shape
    private(set) var problems = InvalidInput()

    /// - Throws: ``StreavDomain/InvalidInput`` when the body is no object.
    init(_ body: JSON, shape: Shape) throws {
        guard case .object(let members) = body else {
            throw InvalidInput(field: "body", "must be an object, not \(body.kind)")
        }
        self.body = body
        self.shape = shape
        for member in members where shape[member.name] == nil {
            problems.require(false, String(member.name.prefix(100)), "is not a member that can be set")
        }
    }

    mutating func text(_ name: String) -> Given<String> {
        read(name, "a string") { value in
            guard case .string(let text) = value else { return nil }
            return text
        }
    }

    mutating func boolean(_ name: String) -> Given<Bool> {
        read(name, "true or false") { value in
            guard case .boolean(let boolean) = value else { return nil }
            return boolean
        }
    }

    /// Of 32 bits; whether it is in range is the caller's to say.
    mutating func integer(_ name: String) -> Given<Int> {
        read(name, "an integer", Self.integer)
    }

    mutating func moment(_ name: String) -> Given<Timestamp> {
        guard case .value(let text) = text(name) else { return isNull(name) ? .null : .omitted }
        guard let moment = DateTimeText.read(text) else {
            problems.require(false, name, "must be a date and time with its zone, such as 2030-01-31T12:00:00Z")
            return .omitted
        }
        return .value(moment)
    }

    mutating func texts(_ name: String) -> Given<[String]> {
        list(name, "a string") { value in
            guard case .string(let text) = value else { return nil }
            return text
        }
    }

    /// Each 1 to `Int32.max`.
    mutating func ids<Entity>(_ name: String, of type: Entity.Type = Entity.self) -> Given<[Identifier<Entity>]> {
        list(name, "an id") { value in
            guard let number = Self.integer(value), number >= 1 else { return nil }
            return Identifier(Int32(number))
        }
    }

    /// One id; nil, with a problem noted, when it is missing or none.
    mutating func id<Entity>(_ name: String, of type: Entity.Type = Entity.self) -> Identifier<Entity>? {
        switch integer(name) {
        case .value(let number) where number >= 1: return Identifier(Int32(number))
        case .value: problems.require(false, name, "must be an id")
        case .omitted, .null:
            if !problems.problems.contains(where: { $0.field == name }) { problems.require(false, name, "is missing") }
        }
        return nil
    }

    mutating func require(_ isMet: Bool, _ field: String, _ message: String) {
        problems.require(isMet, field, message)
    }

    private static func integer(_ value: JSON) -> Int? {
        guard case .integer(let integer) = value, let number = Int32(exactly: integer) else { return nil }
        return Int(number)
    }

    private func isNull(_ name: String) -> Bool { body[name] == .null }

    private mutating func read<Value>(
        _ name: String, _ expected: String, _ make: (JSON) -> Value?
    ) -> Given<Value> {
        precondition(shape[name] != nil, "a route reads the member \(name) without declaring it")
        guard let value = body[name] else { return .omitted }
        if value == .null { return .null }
        guard let made = make(value) else {
            problems.require(false, name, "must be \(expected), not \(Self.kind(value))")
            return .omitted
        }
        return .value(made)
    }

    private mutating func list<Value>(
        _ name: String, _ expected: String, _ make: (JSON) -> Value?
    ) -> Given<[Value]> {
        let given = read(name, "an array") { value -> [JSON]? in
            guard case .array(let values) = value else { return nil }
            return values
        }
        switch given {
        case .omitted: return .omitted
        case .null: return .null
        case .value(let values):
            // More than any list may have are not looked at one by one.
            guard values.count <= Self.listLimit else {
                problems.require(false, name, "has \(values.count) entries, at most \(Self.listLimit) are allowed")
                return .omitted
            }
            let made = values.map(make)
            for (index, value) in made.enumerated() where value == nil {
                problems.require(false, "\(name)[\(index)]", "must be \(expected), not \(Self.kind(values[index]))")
            }
            let whole = made.compactMap { $0 }
            // With gaps the places of the others would not be those of the request.
            return whole.count == values.count ? .value(whole) : .omitted
        }
    }

    /// Longer lists are refused as a whole.
    private static let listLimit = 1000

    private static func kind(_ value: JSON) -> String {
        switch value {
        case .integer(let integer): "\(integer)"
        case .number: "a number with a fraction or out of range"
        default: value.kind
        }
    }
}
