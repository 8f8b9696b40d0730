/// The OAuth endpoints in the reference for programs.
enum OpenAPIOAuth {
    static let paths: [JSON.Member] = [
        JSON.Member(
            name: "/oauth/token",
            value: endpoint(
                name: "getToken", title: "Get an access token",
                summary: "With the client's credentials in the form, or by HTTP Basic. The token is good for an hour; "
                    + "there is no refresh token.",
                form: [
                    ("grant_type", "client_credentials", true), ("scope", "Scopes, separated by spaces.", true),
                    ("client_id", "Unless by HTTP Basic.", false), ("client_secret", "Unless by HTTP Basic.", false),
                ],
                success: .object([
                    "description": .string("A token."),
                    "content": .object([
                        "application/json": .object([
                            "schema": .object(["type": .string("object")]),
                            "example": .object([
                                "access_token": .string("eyJhbGciOiJIUzI1NiIs…"), "token_type": .string("Bearer"),
                                "expires_in": .integer(3600), "scope": .string("api.movie.read"),
                            ]),
                        ])
                    ]),
                ]),
                refusals: [
                    ("400", "A parameter is missing, given twice or in two places; or a scope was not granted."),
                    ("401", "The client is unknown or its secret wrong; or the grant type is another one."),
                    ("404", "The body is empty or no form."), ("413", "The body is too large."),
                    ("429", "Too many failures."), ("503", "Something that the server needs is away."),
                ])),
        JSON.Member(
            name: "/oauth/revoke",
            value: endpoint(
                name: "revokeToken", title: "End an access token",
                summary: "It ends everywhere within two seconds. A token that is unknown or over is no error.",
                form: [
                    ("token", "The access token.", true), ("client_id", "Unless by HTTP Basic.", false),
                    ("client_secret", "Unless by HTTP Basic.", false),
                ],
                success: .object(["description": .string("It is good for nothing now.")]),
                refusals: [
                    ("400", "The token is missing, or another client's."),
                    ("401", "The client is unknown, or its secret wrong."), ("404", "The body is empty or no form."),
                    ("413", "The body is too large."), ("429", "Too many failures."),
                    ("503", "It could not be recorded."),
                ])),
    ]

    private static func endpoint(
        name: String, title: String, summary: String, form: [(name: String, summary: String, isRequired: Bool)],
        success: JSON, refusals: [(status: String, when: String)]
    ) -> JSON {
        let properties = form.map { field in
            JSON.Member(
                name: field.name,
                value: .object(["type": .string("string"), "description": .string(field.summary)]))
        }
        let schema = JSON.object([
            "type": .string("object"), "properties": .object(properties),
            "required": .texts(form.filter(\.isRequired).map(\.name)),
        ])
        let errors = refusals.map { refusal in
            JSON.Member(
                name: refusal.status,
                value: .object([
                    "description": .string(refusal.when),
                    "content": .object([
                        "application/json": .object(["schema": OpenAPISchemas.reference("OAuthError")])
                    ]),
                ]))
        }
        return .object([
            "post": .object([
                "operationId": .string(name), "tags": .texts(["OAuth"]), "summary": .string(title),
                "description": .string(summary), "security": .array([]),
                "requestBody": .object([
                    "required": .boolean(true),
                    "content": .object(["application/x-www-form-urlencoded": .object(["schema": schema])]),
                ]),
                "responses": .object([JSON.Member(name: "200", value: success)] + errors),
            ])
        ])
    }
}
