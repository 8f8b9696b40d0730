import Foundation
import Synchronization

/// A third party that goes on making subscribers, and remembers what it was answered. What is refused is sent again
/// under the same key, as the API asks for.
final class Shop: Sendable {
    private struct Book {
        /// By name.
        var acknowledged: [String: Int] = [:]
        /// Answers that said to come again.
        var refusals = 0
        /// Requests that nobody answered.
        var silences = 0
        var problems: [String] = []

        mutating func report(_ problem: String) {
            if problems.count < 20 { problems.append(problem) }
        }
    }

    private static let pace: Duration = .milliseconds(250)
    /// More than the API may take to say that the database is away.
    private static let patience: Duration = .seconds(40)

    private let token: String
    private let bundle: Int32
    private let prefix: String
    private let base: Mutex<String>
    private let book = Mutex(Book())
    private let isDone = Atomic(false)

    init(_ world: ProductionWorld, prefix: String) {
        token = world.party.token ?? ""
        bundle = world.bundle
        base = Mutex(world.party.base)
        self.prefix = prefix
    }

    var acknowledged: [String: Int] { book.withLock { $0.acknowledged } }
    var refusals: Int { book.withLock { $0.refusals } }
    var problems: [String] { book.withLock { $0.problems } }

    func stop() { isDone.store(true, ordering: .relaxed) }

    /// Until ``stop()``, and then what is still open.
    func sell() async throws {
        var number = 0
        while !isDone.load(ordering: .relaxed) {
            number += 1
            try await sell(number)
            try await Task.sleep(for: Self.pace)
        }
    }

    /// Within so many attempts that only what never heals is given up.
    private func sell(_ number: Int) async throws {
        let name = "\(prefix)\(number)"
        for _ in 0..<120 {
            if try await attempt(name) { return }
            try await Task.sleep(for: Self.pace * 2)
        }
        book.withLock { $0.report("\(name) is never taken") }
    }

    /// - Returns: Whether there is nothing more to do.
    private func attempt(_ name: String) async throws -> Bool {
        let client = RawHTTPClient(patience: Self.patience)
        let body = "{\"username\":\"\(name)\",\"maxConnections\":1,\"bundles\":[\(bundle)]}"
        let answer: RawHTTPResponse
        do {
            answer = try await client.send(
                "POST", base.withLock { $0 } + "/v1/subscribers",
                headers: [
                    "Authorization": "Bearer \(token)", "Content-Type": "application/json", "Idempotency-Key": name,
                ], body: Data(body.utf8))
        } catch let error as HarnessError {
            book.withLock { book in
                book.silences += 1
                book.report("\(name): \(error)")
            }
            return false
        }
        switch answer.status {
        case 200:
            let json = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
            let identifier = json?["id"] as? Int
            book.withLock { book in
                book.acknowledged[name] = identifier
                if identifier == nil { book.report("\(name): no id in \(answer.text)") }
            }
            return true
        case 503, 507:
            book.withLock { book in
                book.refusals += 1
                if answer["Retry-After"].flatMap({ Int($0) }) == nil { book.report("\(name): 503 without Retry-After") }
            }
            return false
        // The same key is still being worked on: the first attempt has not ended.
        case 409: return false
        default:
            book.withLock { $0.report("\(name): \(answer.status) \(answer.text)") }
            return true
        }
    }
}
