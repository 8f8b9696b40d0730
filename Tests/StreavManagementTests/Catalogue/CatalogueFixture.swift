import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

@testable import StreavManagement

extension DashboardFixture {
    /// Does something as somebody else.
    @discardableResult
    func make<Result: Sendable>(
        _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        try await control.perform(as: .system("test"), body)
    }

    func movie(_ id: MovieID) async throws -> Movie? { try await database.read { try $0.movies.find(id) } }

    func show(_ id: ShowID) async throws -> Show? { try await database.read { try $0.shows.find(id) } }
}

extension RawExchange.Answer {
    /// A hidden field of the page.
    func value(_ name: String) -> String? {
        guard let range = body.firstRange(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(body[range.upperBound...].prefix { $0 != "\"" })
    }

    /// The fields of the form that undoes what was done.
    func undoFields(_ path: String) -> [(String, String)] {
        guard let start = body.firstRange(of: "<form method=\"post\" action=\"\(path)\"") else { return [] }
        let form = body[start.lowerBound...]
        let end = form.firstRange(of: "</form>")?.lowerBound ?? form.endIndex
        return form[..<end].matches(of: /name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
    }
}
