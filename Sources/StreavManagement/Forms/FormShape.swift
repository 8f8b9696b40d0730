import HTTPTypes

/// The fields that a form has. Whatever else comes is refused: nobody sets what the page does not show.
struct FormShape: Sendable {
    struct Field: Sendable {
        let name: String
        /// In bytes.
        let limit: Int
        /// How often it may be given.
        let count: Int
        /// Its content is a file's.
        var isFile = false
    }

    /// A whole form, in bytes.
    static let bodyLimit = 256 * 1024
    /// Names and values of a whole form.
    static let pairLimit = 2048

    let fields: [Field]

    init(_ fields: Field...) { self.fields = fields }

    init(_ fields: [Field]) { self.fields = fields }

    /// Just a button.
    static let empty = FormShape()

    /// Forms with files are sent in another way than those without.
    var hasFiles: Bool { fields.contains(where: \.isFile) }

    /// The whole form, in bytes.
    var byteLimit: Int {
        fields.reduce(Self.bodyLimit) { $0 + ($1.isFile ? $1.limit * $1.count : 0) }
    }

    subscript(name: String) -> Field? { fields.first { $0.name == name } }

    /// What a browser sends of a form, and no script of another site without asking first.
    static func isForm(_ headers: HTTPFields) -> Bool {
        let type = headers[.contentType]?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return type == "application/x-www-form-urlencoded" && headers[.contentEncoding] == nil
    }
}

extension FormShape.Field {
    /// One line, or a choice, a check box, a number.
    static func text(_ name: String, limit: Int = 1024) -> Self { Self(name: name, limit: limit, count: 1) }

    /// Several lines.
    static func area(_ name: String, limit: Int = 16 * 1024) -> Self { Self(name: name, limit: limit, count: 1) }

    /// Check boxes of one name, or rows that were chosen.
    static func list(_ name: String, count: Int = 1000) -> Self { Self(name: name, limit: 1024, count: count) }

    /// A file that is read into memory.
    static func file(_ name: String, limit: Int) -> Self { Self(name: name, limit: limit, count: 1, isFile: true) }
}
