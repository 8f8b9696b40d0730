import StreavControl
import StreavDomain

/// The OAuth endpoints in the reference for programs.
enum OpenAPIOAuth {
    /// The name of the scheme by which clients prove themselves in a field instead of the form.
    static let schemeName = "clientBasic"

    static let scheme = JSON.object([
        "type": .string("http"), "scheme": .string("basic"),
        "description": .string(
            "The client's id and secret, for the OAuth endpoints. They may stand in the form instead."),
    ])

    static let paths: [JSON.Member] = [
        JSON.Member(
            name: "/oauth/token",
            value: endpoint(
                name: "getToken", title: "Get an access token",
                summary: "With the client's credentials in the form, or by HTTP Basic. The token is good for an hour; "
                    + "there is no refresh token.",
                form: [
                    Field("grant_type", "", .choice([TokenEndpoint.grantType]), isRequired: true),
                    Field(
                        "scope", "Scopes, separated by spaces.", .text(limit: nil, pattern: scopePattern),
                        isRequired: true),
                ] + credentials,
                success: OpenAPIResponses.response(
                    "200", "A token.", [],
                    .object(["application/json": .object(["schema": tokenSchema, "example": tokenExample])])),
                refusals: [
                    (400, "A parameter is missing, given twice or in two places; or a scope was not granted."),
                    (401, "The client is unknown or its secret wrong; or the grant type is another one."),
                    (404, "The body is empty or no form."), (405, "The method is POST."),
                    (413, "The body is too large."), (429, "Too many failures."),
                    (503, "Something that the server needs is away."),
                ])),
        JSON.Member(
            name: "/oauth/revoke",
            value: endpoint(
                name: "revokeToken", title: "End an access token",
                summary: "It ends everywhere within two seconds. A token that is unknown or over is no error.",
                form: [Field("token", "The access token.", .text(limit: nil, pattern: "."), isRequired: true)]
                    + credentials,
                success: OpenAPIResponses.response("200", "It is good for nothing now."),
                refusals: [
                    (400, "The token is missing, or another client's."),
                    (401, "The client is unknown, or its secret wrong."), (404, "The body is empty or no form."),
                    (405, "The method is POST."), (413, "The body is too large."), (429, "Too many failures."),
                    (503, "It could not be recorded."),
                ])),
    ]

    private struct Field {
        let name: String
        let summary: String
        let type: ShapeType
        let isRequired: Bool

        init(_ name: String, _ summary: String, _ type: ShapeType, isRequired: Bool = false) {
            self.name = name
            self.summary = summary
            self.type = type
            self.isRequired = isRequired
        }
    }

    private static let credentials = ["client_id", "client_secret"].map { name in
        Field(name, "Unless by HTTP Basic.", .text(limit: nil))
    }

    /// One scope or several.
    private static let scopePattern: String = {
        let one = "(" + OAuthScope.allCases.map { $0.rawValue.replacing(".", with: "\\.") }.joined(separator: "|") + ")"
        return "^\(one)( \(one))*$"
    }()

    /// RFC 6749 section 5.1.
    private static let tokenSchema = JSON.object([
        "type": .string("object"), "required": .texts(["access_token", "token_type", "expires_in", "scope"]),
        "properties": .object([
            "access_token": OpenAPISchemas.schema(.text(limit: nil)),
            "token_type": OpenAPISchemas.schema(.choice(["Bearer"])),
            "expires_in": OpenAPISchemas.schema(.integer(1...Int(AccessTokens.lifetime.components.seconds))),
            "scope": OpenAPISchemas.schema(.text(limit: nil, pattern: scopePattern)),
        ]),
    ])

    private static let tokenExample = JSON.object([
        "access_token": .string("eyJhbGciOiJIUzI1NiIs…"), "token_type": .string("Bearer"),
        "expires_in": .integer(AccessTokens.lifetime.components.seconds), "scope": .string("api.movie.read"),
    ])

    private static func endpoint(
        name: String, title: String, summary: String, form: [Field], success: JSON.Member,
        refusals: [(status: Int, when: String)]
    ) -> JSON {
        let properties = form.map { field in
            JSON.Member(
                name: field.name,
                value: OpenAPISchemas.schema(field.type).adding(
                    field.summary.isEmpty
                        ? [] : [JSON.Member(name: "description", value: .string(field.summary))]))
        }
        let schema = JSON.object([
            "type": .string("object"), "properties": .object(properties),
            "required": .texts(form.filter(\.isRequired).map(\.name)),
            // Others are ignored, as long as none is given twice.
            "additionalProperties": .object(["type": .string("string")]),
        ])
        let error = JSON.object(["application/json": .object(["schema": OpenAPISchemas.reference("OAuthError")])])
        let errors = refusals.map { refusal in
            OpenAPIResponses.response("\(refusal.status)", refusal.when, fields(ofRefusal: refusal.status), error)
        }
        return .object([
            "post": .object([
                "operationId": .string(name), "tags": .texts(["OAuth"]), "summary": .string(title),
                "description": .string(summary),
                // Or neither: then the form has the credentials.
                "security": .array([.object([schemeName: .array([])]), .object([])]),
                "requestBody": .object([
                    "required": .boolean(true),
                    "content": .object(["application/x-www-form-urlencoded": .object(["schema": schema])]),
                ]),
                "responses": .object([success] + errors),
            ])
        ])
    }

    /// A challenge comes only to those who answered one: by HTTP Basic.
    private static func fields(ofRefusal status: Int) -> [JSON.Member] {
        status == 429 || status == 503 ? OpenAPIResponses.fieldsOfRefusal(status) : []
    }
}
