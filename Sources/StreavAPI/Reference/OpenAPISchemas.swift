/// JSON Schema (draft 2020-12, as OpenAPI 3.1 has it) of what the API reads and writes.
enum OpenAPISchemas {
    /// The components that routes refer to, by name.
    static func components(of routes: [Route]) -> JSON {
        var shapes: [String: (shape: Shape, isBody: Bool)] = [:]
        var pages: [JSON.Member] = []
        for route in routes {
            for shape in route.body?.all ?? [] { shapes[shape.name] = (shape, true) }
            for shape in route.answer.shape?.all ?? [] { shapes[shape.name] = (shape, false) }
            guard case .page(let shape) = route.answer, !pages.contains(where: { $0.name == pageName(shape) })
            else { continue }
            pages.append(JSON.Member(name: pageName(shape), value: page(of: shape)))
        }
        let objects = shapes.sorted { $0.key < $1.key }.map {
            JSON.Member(name: $0.key, value: object($0.value.shape, isBody: $0.value.isBody))
        }
        let own = ["Problem": problem, "OAuthError": oauthError].map { JSON.Member(name: $0.key, value: $0.value) }
        return .object((objects + pages + own).sorted { $0.name < $1.name })
    }

    static func reference(_ answer: Route.Answer) -> JSON? {
        switch answer {
        case .object(let shape): reference(shape.name)
        case .page(let shape): reference(pageName(shape))
        case .list(let shape): .object(["type": .string("array"), "items": reference(shape.name)])
        case .nothing: nil
        }
    }

    static func reference(_ name: String) -> JSON {
        .object(["$ref": .string("#/components/schemas/\(name)")])
    }

    static func schema(_ type: ShapeType, isNullable: Bool = false) -> JSON {
        func typed(_ name: String, _ more: [JSON.Member] = []) -> JSON {
            let type = JSON.string(name)
            return JSON.object(["type": isNullable ? .array([type, .string("null")]) : type]).adding(more)
        }
        func member(_ name: String, _ value: JSON?) -> [JSON.Member] {
            value.map { [JSON.Member(name: name, value: $0)] } ?? []
        }
        switch type {
        case .id:
            return typed("integer", member("format", .string("int32")) + member("minimum", .integer(1)))
        case .integer(let range):
            let format = range.upperBound <= Int(Int32.max) ? "int32" : "int64"
            return typed(
                "integer",
                member("format", .string(format)) + member("minimum", .whole(range.lowerBound))
                    + (range.upperBound < Int(Int32.max) ? member("maximum", .whole(range.upperBound)) : []))
        case .number(let range):
            return typed(
                "number",
                member("minimum", range.map { .number($0.lowerBound) })
                    + member("maximum", range.map { .number($0.upperBound) }))
        case .boolean: return typed("boolean")
        case .text(let limit, let pattern):
            return typed(
                "string", member("maxLength", limit.map { .whole($0) }) + member("pattern", pattern.map { .string($0) })
            )
        case .choice(let texts): return typed("string", member("enum", .texts(texts)))
        case .dateTime: return typed("string", member("format", .string("date-time")))
        case .date: return typed("string", member("format", .string("date")))
        case .list(let type, let limit, let isDistinct):
            return typed(
                "array",
                member("items", schema(type)) + member("maxItems", limit.map { .whole($0) })
                    + member("uniqueItems", isDistinct ? .boolean(true) : nil))
        case .object(let shape): return reference(shape.name)
        }
    }

    private static func object(_ shape: Shape, isBody: Bool) -> JSON {
        let properties = shape.members.map { member in
            JSON.Member(
                name: member.name,
                value: schema(member.type, isNullable: member.isNullable).adding(
                    (member.summary.isEmpty ? [] : [JSON.Member(name: "description", value: .string(member.summary))])
                        + [JSON.Member(name: "examples", value: .array([member.example]))]))
        }
        let required = shape.members.filter { !$0.isOptional }.map(\.name)
        return JSON.object(["type": .string("object"), "properties": .object(properties)]).adding(
            (required.isEmpty ? [] : [JSON.Member(name: "required", value: .texts(required))])
                + (isBody ? [JSON.Member(name: "additionalProperties", value: .boolean(false))] : []))
    }

    private static func pageName(_ shape: Shape) -> String { shape.name + "Page" }

    private static func page(of shape: Shape) -> JSON {
        let count = schema(.integer(0...Int(Int32.max)))
        return .object([
            "type": .string("object"), "required": .texts(["page", "totalPages", "total", "data"]),
            "properties": .object([
                "page": schema(.integer(1...Int(Int32.max))), "totalPages": count, "total": count,
                "data": .object([
                    "type": .string("array"), "items": reference(shape.name),
                    "maxItems": .whole(PageQuery.sizeLimit),
                ]),
            ]),
        ])
    }

    /// RFC 9457.
    private static let problem = JSON.object([
        "type": .string("object"), "required": .texts(["type", "title", "status", "code"]),
        "properties": .object([
            "type": .object(["type": .string("string"), "format": .string("uri-reference")]),
            "title": .object(["type": .string("string")]), "status": .object(["type": .string("integer")]),
            "code": .object([
                "type": .string("string"), "description": .string("The last word of the type: what programs look at."),
            ]),
            "detail": .object(["type": .string("string")]),
            "errors": .object([
                "type": .string("object"),
                "description": .string("What is wrong, by the path of the member or the name in the query."),
                "additionalProperties": .object([
                    "type": .string("array"), "items": .object(["type": .string("string")]),
                ]),
            ]),
        ]),
        "examples": .array([
            .object([
                "type": .string("/problems/invalid"), "title": .string("Unprocessable Content"),
                "status": .integer(422), "code": .string("invalid"),
                "errors": .object(["bundles[0]": .texts(["does not exist"])]),
            ])
        ]),
    ])

    /// RFC 6749 section 5.2.
    private static let oauthError = JSON.object([
        "type": .string("object"), "required": .texts(["error"]),
        "properties": .object([
            "error": .object(["type": .string("string")]), "error_description": .object(["type": .string("string")]),
        ]),
    ])
}
