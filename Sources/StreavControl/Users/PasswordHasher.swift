internal import Dispatch
public import StreavCrypto
internal import StreavDomain
internal import Synchronization

/// Where passwords are hashed: on threads of its own, few at once, since each takes 128 MiB and a good part of a second
/// of a core. What would have to wait too long is refused instead.
public final class PasswordHasher: Sendable {
    /// How many are hashed at once.
    public static let width = 2
    /// How many may wait for that.
    public static let waitingLimit = 24

    /// There is too much to do: come again in a few seconds.
    public struct Busy: Error, Sendable {
        public init() {}
    }

    public let cost: ScryptCost
    private let queues: [DispatchQueue]
    /// What each queue has to do.
    private let loads: Mutex<[Int]>
    /// Compared with where there is no account, so that there is the same work to do.
    private let decoy: Mutex<String?> = Mutex(nil)

    public init(cost: ScryptCost = .standard) {
        self.cost = cost
        queues = (0..<Self.width).map { DispatchQueue(label: "streav.passwords.\($0)") }
        loads = Mutex([Int](repeating: 0, count: Self.width))
    }

    /// - Throws: ``Busy``, ``StreavDomain/InvalidInput`` on `password`.
    public func hash(_ password: String, context: [String] = []) async throws -> HashedPassword {
        let cost = cost
        // What does not fit costs nothing.
        if let problem = PasswordRule.problem(password, context: context) {
            throw InvalidInput(field: "password", problem)
        }
        return try await run { try HashedPassword(password, context: context, cost: cost) }
    }

    /// A password that was accepted before, at the cost of today, whatever the rules have become.
    func rehash(_ password: String) async throws -> HashedPassword {
        let cost = cost
        return try await run { HashedPassword(hash: try PasswordHash.make(password, cost: cost)) }
    }

    /// Whether it is the password of a stored hash; false, after the same work, where there is none.
    ///
    /// - Throws: ``Busy``.
    public func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await run { [self] in
            let isRight = PasswordHash.verify(password, against: try hash ?? decoyHash())
            return isRight && hash != nil
        }
    }

    private func decoyHash() throws -> String {
        if let made = decoy.withLock({ $0 }) { return made }
        let made = try PasswordHash.make(Base64URL.encode(SecureRandom.bytes(24)), cost: cost)
        return decoy.withLock { decoy in
            decoy = decoy ?? made
            return decoy ?? made
        }
    }

    /// Makes what the first comparison needs, so that it takes no longer than the others.
    public func prepare() async throws { _ = try await run { [self] in try decoyHash() } }

    private func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let place = loads.withLock { loads -> Int? in
            guard loads.reduce(0, +) < Self.width + Self.waitingLimit,
                let place = loads.indices.min(by: { loads[$0] < loads[$1] })
            else { return nil }
            loads[place] += 1
            return place
        }
        guard let place else { throw Busy() }
        defer { loads.withLock { $0[place] -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queues[place].async {
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    }
}
