public import StreavCrypto
import StreavDomain
public import StreavPorts
import Synchronization

/// Tells requests of other nodes from everybody else's, and signs the answers.
public final class NodeGuard: Sendable {
    /// Requests that may be taken within the time in which one could be replayed.
    static let nonces = 200_000

    public let signer: NodeExchangeSigner
    /// The node that this is: requests are signed for one node.
    public let name: String
    private let clock: StreavClock
    private let register: Mutex<NonceRegister>
    private let given = Atomic<Int>(0)

    public init(signer: NodeExchangeSigner, name: String, clock: StreavClock) {
        self.signer = signer
        self.name = name
        self.clock = clock
        // A request is in time from the skew before its moment to the skew after it.
        register = Mutex(
            NonceRegister(
                capacity: Self.nonces, memory: NodeExchangeSigner.clockSkew * 2, now: clock.monotonicNow))
    }

    /// The number of a request that another node signed for this one, now, and that was not here before; nil for
    /// anything else.
    public func admit(
        _ text: String, method: String, path: String, range: Range<Int64>?, version: String?
    ) -> String? {
        let request = NodeExchangeSigner.Request(
            method: method, path: path, range: range, version: version, audience: name)
        guard let nonce = try? signer.verify(text, request, now: clock.wallNow.milliseconds) else { return nil }
        let now = clock.monotonicNow
        guard case .fresh = register.withLock({ $0.use(nonce, at: now) }) else { return nil }
        return nonce
    }

    /// A place among those whose block is read now, to be given back; false when all are taken.
    public func takePlace() -> Bool {
        guard given.wrappingAdd(1, ordering: .relaxed).newValue <= NodeExchangeLimits.givenAtOnce else {
            given.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    public func givePlaceBack() {
        given.wrappingSubtract(1, ordering: .relaxed)
    }
}
