import StreavStore

extension JSON {
    static func named(_ named: CatalogueQueries.Named) -> JSON {
        .object(["id": .whole(named.id), "name": .string(named.name)])
    }

    static func titled(_ named: CatalogueQueries.Named) -> JSON {
        .object(["id": .whole(named.id), "title": .string(named.name)])
    }

    static func numbered(_ stream: CatalogueQueries.Numbered) -> JSON {
        .object(["id": .whole(stream.id), "number": .whole(stream.number), "name": .string(stream.name)])
    }

    /// A member when it was included.
    static func included(_ name: String, _ values: [JSON], when isIncluded: Bool) -> [Member] {
        isIncluded ? [Member(name: name, value: .array(values))] : []
    }
}
