import StreavDomain
import StreavLocal

@testable import StreavStreaming

/// Two nodes that share a cache and subscribers. The first knows of the second only by what it leaves in the cache and
/// by its notices.
struct TwoHouses {
    let nodes: [TestHouse]

    init(seed: UInt64 = 1) {
        // Both must know that there is another: the first is one more that is beside the keeper of what they share.
        let shared = TestHouse(seed: seed)
        nodes = [TestHouse(seed: seed + 1, beside: shared), TestHouse(seed: seed + 2, beside: shared)]
        self.shared = shared
    }

    let shared: TestHouse

    func setSubscriber(_ change: (inout SubscriberEntitlement) -> Void = { _ in }) {
        shared.setSubscriber(change)
    }

    /// Delivers what the nodes told each other.
    func deliverNotices() async {
        for (index, node) in nodes.enumerated() {
            for session in node.notices.takeAll() { await nodes[1 - index].gatekeeper.displaced(session: session) }
        }
    }

    /// Time passes for both nodes; the clock is one.
    func pass(seconds: Int) async {
        for _ in 0..<seconds {
            shared.clock.advance(by: .seconds(1))
            for node in nodes {
                node.gatekeeper.registry.tick()
                await node.gatekeeper.renewDue()
                await node.gatekeeper.judgeWaiting()
                await node.gatekeeper.settle()
            }
        }
    }

    var leases: Set<String> {
        get async { await shared.leases() }
    }

    var sessions: Set<String> { nodes.reduce(into: []) { $0.formUnion($1.sessions) } }
}
