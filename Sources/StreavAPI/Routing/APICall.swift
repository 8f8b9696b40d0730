import StreavControl
import StreavDomain

/// A request whose caller is known and may do what it asks for.
struct APICall: Sendable {
    /// The values of the path's parameters, decoded.
    let parameters: [String: String]
    let query: QueryReader
    /// Null where there was none.
    let body: JSON
    let caller: APICaller
    let now: Timestamp
    let images: ImageLinks

    /// An id in the path.
    ///
    /// - Throws: 422 for what is no integer. An integer that no id is leads to nothing: 404.
    func id<Entity>(_ name: String = "id", of type: Entity.Type = Entity.self) throws -> Identifier<Entity> {
        Identifier(try Int32(exactly: integer(name)).flatMap { $0 >= 1 ? $0 : nil } ?? missing())
    }

    /// A number of 0 or more in the path.
    func number(_ name: String = "id") throws -> Int32 {
        try Int32(exactly: integer(name)).flatMap { $0 >= 0 ? $0 : nil } ?? missing()
    }

    private func integer(_ name: String) throws -> Int {
        guard let text = parameters[name] else { preconditionFailure("the path has no parameter \(name)") }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.utf8.first != 0x30 || digits.utf8.count == 1
        else { throw InvalidInput(field: name, "must be an integer") }
        // Too long for an integer is still one, and one that nothing has.
        return Int(text) ?? -1
    }

    private func missing<Value>() throws -> Value {
        throw APIProblem.notFound
    }
}
