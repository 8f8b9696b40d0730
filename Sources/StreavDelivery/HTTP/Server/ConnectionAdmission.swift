import StreavDomain
internal import Synchronization

/// Counts connections, in all and per address, so that neither one client nor all of them take every handle.
final class ConnectionAdmission: Sendable {
    enum Verdict {
        case admitted
        case tooMany
        case tooManyFromAddress
    }

    private struct Counts {
        var total = 0
        var byAddress: [IPAddress: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let maximum: Int
    private let maximumPerAddress: Int
    private let uncapped: [IPNetwork]

    init(configuration: HTTPServerConfiguration) {
        maximum = configuration.maximumConnections
        maximumPerAddress = configuration.maximumConnectionsPerAddress
        uncapped = configuration.uncappedNetworks + configuration.trustedProxies
    }

    /// Takes a place, which ``leave(_:)`` gives back when the verdict was ``Verdict/admitted``.
    func enter(_ address: IPAddress) -> Verdict {
        let isCapped = !uncapped.contains { $0.contains(address) }
        return counts.withLock { counts in
            guard counts.total < maximum else { return .tooMany }
            if isCapped {
                let count = counts.byAddress[address.subscriberLine, default: 0]
                guard count < maximumPerAddress else { return .tooManyFromAddress }
            }
            counts.byAddress[address.subscriberLine, default: 0] += 1
            counts.total += 1
            return .admitted
        }
    }

    func leave(_ address: IPAddress) {
        counts.withLock { counts in
            counts.total -= 1
            let rest = counts.byAddress[address.subscriberLine, default: 1] - 1
            counts.byAddress[address.subscriberLine] = rest > 0 ? rest : nil
        }
    }
}
