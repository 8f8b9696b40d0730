import HTTPTypes
import Hummingbird
import StreavWeb

/// The form of a request to the token or the revocation endpoint, checked for everything that makes it ambiguous.
struct OAuthForm: Sendable {
    private let form: FormText
    let credentials: ClientCredentials

    /// Reads the body; throws ``OAuthError`` in the order that the reference promises.
    init(_ request: Request, limit: Int) async throws {
        guard request.method == .post else {
            throw OAuthError(
                status: .methodNotAllowed, code: .invalidRequest, description: "The method is POST.",
                headers: [.allow: "POST"])
        }
        let unreadable = OAuthError(
            status: .notFound, code: .invalidRequest,
            description: "The body must be a form: application/x-www-form-urlencoded.")
        guard RequestContent.mediaType(request.headers) == "application/x-www-form-urlencoded" else {
            throw unreadable
        }
        let body: [UInt8]
        do {
            body = try await RequestContent.read(request, limit: limit)
        } catch is Problem {
            throw OAuthError(
                status: .contentTooLarge, code: .invalidRequest, description: "A body here has at most \(limit) bytes.")
        }
        guard !body.isEmpty, let form = FormText(body), !form.pairs.isEmpty else { throw unreadable }
        if let name = form.repeated {
            throw OAuthError.invalidRequest("A parameter is given twice: \(Self.shown(name)).")
        }
        try Self.checkQuery(request.uri.query)
        self.form = form
        credentials = try ClientCredentials(request.headers, form: form)
    }

    /// Nil when it is absent or empty.
    subscript(_ name: String) -> String? { form[name] }

    /// Addresses are logged and kept in histories: a secret must not stand there, and is not read from there.
    private static func checkQuery(_ query: String?) throws(OAuthError) {
        guard let query, !query.isEmpty else { return }
        guard let form = FormText(Array(query.utf8)) else {
            throw .invalidRequest("The query cannot be decoded.")
        }
        let names = ["client_id", "client_secret", "token", "grant_type"]
        if form.pairs.contains(where: { names.contains($0.name) }) {
            throw .invalidRequest("Credentials and parameters belong in the body, not in the query.")
        }
    }

    private static func shown(_ name: String) -> String {
        String(
            String.UnicodeScalarView(name.unicodeScalars.filter { ("a"..."z").contains($0) || $0 == "_" }.prefix(40)))
    }
}
