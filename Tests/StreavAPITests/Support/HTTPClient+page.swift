import Testing

@testable import StreavAPI

extension HTTPClient {
    struct Page {
        let page: Int
        let total: Int
        let data: [JSON]

        var ids: [Int] { data.compactMap { $0.whole("id") } }
    }

    /// A list in its envelope, which is checked.
    func page(_ path: String) async throws -> Page {
        let answer = try await get(path)
        let json = answer.json
        #expect(answer.status == 200, "\(path): \(answer.text)")
        guard case .array(let data) = json["data"], let page = json.whole("page"), let total = json.whole("total"),
            json.whole("totalPages") != nil
        else { throw Failure(message: "no page at \(path): \(answer.text)") }
        return Page(page: page, total: total, data: data)
    }
}

extension JSON {
    func whole(_ name: String) -> Int? {
        guard case .integer(let number) = self[name] else { return nil }
        return Int(number)
    }

    func text(_ name: String) -> String? {
        guard case .string(let text) = self[name] else { return nil }
        return text
    }

    func real(_ name: String) -> Double? {
        switch self[name] {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
