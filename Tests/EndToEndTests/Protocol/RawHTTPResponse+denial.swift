import Foundation

extension RawHTTPResponse {
    /// RFC 9457, with a code.
    private struct Problem: Decodable {
        let code: String
        let detail: String
    }

    /// Names that occur more than once. Browsers refuse an answer that allows every origin twice.
    var repeatedFields: [String] {
        Dictionary(grouping: fields) { $0.name.lowercased() }.filter { $1.count > 1 }.keys.sorted()
    }

    /// The code of a denial whose answer is in order in every respect: body, type and header agree. Nil otherwise.
    var denialCode: String? {
        guard self["Content-Type"] == "application/problem+json",
            let problem = try? JSONDecoder().decode(Problem.self, from: body),
            problem.code == self["Streav-Denial"], !problem.detail.isEmpty, repeatedFields.isEmpty
        else { return nil }
        return problem.code
    }
}
