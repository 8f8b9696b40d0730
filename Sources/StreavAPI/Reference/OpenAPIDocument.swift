import HTTPTypes
import StreavControl
import StreavDomain
import StreavWeb

/// The reference for programs: OpenAPI 3.1, written from the table by which requests are routed and judged.
enum OpenAPIDocument {
    static func document(of table: RouteTable) -> JSON {
        .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string("Streav API"), "version": .string("1"),
                "description": .string(
                    "Subscribers, the catalogue and addresses to play, for third parties. People read /docs."),
            ]),
            "servers": .array([.object(["url": .string("/")])]),
            "tags": .array(groups(table.routes).map { .object(["name": .string($0)]) }),
            "paths": .object(paths(table.routes) + OpenAPIOAuth.paths),
            "components": .object([
                "schemas": OpenAPISchemas.components(of: table.routes),
                "securitySchemes": .object([
                    "oauth2": securityScheme, OpenAPIOAuth.schemeName: OpenAPIOAuth.scheme,
                ]),
            ]),
        ])
    }

    /// The headings in the order of the table.
    static func groups(_ routes: [Route]) -> [String] {
        var groups: [String] = []
        for route in routes where !groups.contains(route.group) { groups.append(route.group) }
        return groups
    }

    private static var securityScheme: JSON {
        .object([
            "type": .string("oauth2"),
            "flows": .object([
                "clientCredentials": .object([
                    "tokenUrl": .string("/oauth/token"),
                    "scopes": .object(
                        OAuthScope.allCases.map { JSON.Member(name: $0.rawValue, value: .string($0.summary)) }),
                ])
            ]),
        ])
    }

    private static func paths(_ routes: [Route]) -> [JSON.Member] {
        var paths: [JSON.Member] = []
        for route in routes {
            let operation = JSON.Member(name: route.method.rawValue.lowercased(), value: operation(route))
            if let place = paths.firstIndex(where: { $0.name == route.path.text }) {
                paths[place].value = paths[place].value.adding([operation])
            } else {
                paths.append(JSON.Member(name: route.path.text, value: .object([operation])))
            }
        }
        return paths
    }

    private static func operation(_ route: Route) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member(name: "operationId", value: .string(route.name)),
            JSON.Member(name: "tags", value: .texts([route.group])),
            JSON.Member(name: "summary", value: .string(route.title)),
        ]
        if !route.summary.isEmpty { members.append(JSON.Member(name: "description", value: .string(route.summary))) }
        // One of several is enough: each is an alternative.
        let security = route.scopes.map { JSON.object(["oauth2": .texts([$0.rawValue])]) }
        members.append(JSON.Member(name: "security", value: .array(security)))
        let parameters = parameters(route)
        if !parameters.isEmpty { members.append(JSON.Member(name: "parameters", value: .array(parameters))) }
        if let body = route.body {
            members.append(
                JSON.Member(
                    name: "requestBody",
                    value: .object([
                        "required": .boolean(true),
                        "content": .object([
                            "application/json": .object([
                                "schema": OpenAPISchemas.reference(body.name), "example": body.example,
                            ])
                        ]),
                    ])))
        }
        members.append(JSON.Member(name: "responses", value: .object(OpenAPIResponses.responses(route))))
        return .object(members)
    }

    private static func parameters(_ route: Route) -> [JSON] {
        var parameters = route.path.parameters.map { name in
            JSON.object([
                "name": .string(name), "in": .string("path"), "required": .boolean(true),
                "schema": OpenAPISchemas.schema(name == "id" ? .id : .integer(0...Int(Int32.max))),
            ])
        }
        for parameter in route.query {
            let schema = OpenAPISchemas.schema(parameter.type)
            parameters.append(
                .object([
                    "name": .string(parameter.name), "in": .string("query"),
                    "description": .string(parameter.summary),
                    // An empty value is none, whatever the parameter.
                    "allowEmptyValue": .boolean(true),
                    "schema": parameter.isRepeatable
                        ? .object(["type": .string("array"), "items": schema]) : schema,
                ]))
        }
        if route.isRepeatable {
            parameters.append(
                header(
                    "Idempotency-Key", "1 to 255 visible ASCII characters: the request is done once in a day.",
                    .text(limit: RepeatableRequest.keyLength.upperBound, pattern: "^[!-~]+$")))
        }
        if route.isSafe {
            parameters.append(
                header("If-None-Match", "The ETag of the answer that is there already.", .text(limit: nil)))
        }
        return parameters
    }

    private static func header(_ name: String, _ summary: String, _ type: ShapeType) -> JSON {
        .object([
            "name": .string(name), "in": .string("header"), "description": .string(summary),
            "schema": OpenAPISchemas.schema(type),
        ])
    }
}
