/// What an operation may answer, with the fields that matter to programs, in the reference for programs.
enum OpenAPIResponses {
    static func responses(_ route: Route) -> [JSON.Member] {
        var responses: [JSON.Member] = []
        let fields = route.isSafe ? [entityTag] : route.isRepeatable ? [replayed] : []
        if let schema = OpenAPISchemas.reference(route.answer), let example = route.answer.example {
            let content = JSON.object(["application/json": .object(["schema": schema, "example": example])])
            responses.append(response("200", "Done.", fields, content))
        } else {
            responses.append(response("204", "Done.", fields))
        }
        if route.isSafe { responses.append(response("304", "The client has it already.", [entityTag])) }
        return responses
            + route.refusals.map { response("\($0.status)", $0.when, fieldsOfRefusal($0.status), problem) }
    }

    /// An answer, and the schema of its content if it has any.
    static func response(
        _ status: String, _ summary: String, _ fields: [JSON.Member] = [], _ content: JSON? = nil
    ) -> JSON.Member {
        JSON.Member(
            name: status,
            value: JSON.object(["description": .string(summary)]).adding(
                (fields.isEmpty ? [] : [JSON.Member(name: "headers", value: .object(fields))])
                    + (content.map { [JSON.Member(name: "content", value: $0)] } ?? [])))
    }

    /// The fields of an answer that refuses.
    static func fieldsOfRefusal(_ status: Int) -> [JSON.Member] {
        switch status {
        case 401: [challenge(isRequired: true)]
        case 400, 403: [challenge(isRequired: false)]
        case 409: [retryAfter(isRequired: false)]
        case 429, 503: [retryAfter(isRequired: true)]
        default: []
        }
    }

    private static let problem = JSON.object([
        "application/problem+json": .object(["schema": OpenAPISchemas.reference("Problem")])
    ])

    private static let entityTag = field("ETag", "For If-None-Match.", .text(limit: nil), isRequired: true)

    private static let replayed = field(
        "Idempotency-Replayed", "There when the request had been done before: the answer is that of the first time.",
        .choice(["true"]), isRequired: false)

    private static func challenge(isRequired: Bool) -> JSON.Member {
        field(
            "WWW-Authenticate", "What is wrong with the credentials (RFC 6750).", .text(limit: nil),
            isRequired: isRequired)
    }

    private static func retryAfter(isRequired: Bool) -> JSON.Member {
        field("Retry-After", "Seconds.", .integer(1...Int(Int32.max)), isRequired: isRequired)
    }

    private static func field(_ name: String, _ summary: String, _ type: ShapeType, isRequired: Bool) -> JSON.Member {
        JSON.Member(
            name: name,
            value: .object([
                "description": .string(summary), "required": .boolean(isRequired),
                "schema": OpenAPISchemas.schema(type),
            ]))
    }
}
