import StreavDomain

extension JSON {
    static func moment(_ moment: Timestamp?) -> JSON { moment.map { .string(DateTimeText.write($0)) } ?? .null }

    static func id<Entity>(_ id: Identifier<Entity>?) -> JSON { id.map { .integer(Int64($0.rawValue)) } ?? .null }
}
