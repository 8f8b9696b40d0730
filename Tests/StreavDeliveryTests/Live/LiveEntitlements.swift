import StreavCrypto
import StreavDomain
import StreavStreaming
import Synchronization

/// One subscriber for every rule, by name.
final class LiveEntitlements: EntitlementSource {
    private let all = Mutex<[String: SubscriberEntitlement]>([:])

    static func token(of user: String) -> String { "S3cretOf-\(user)" }

    func fill(_ key: SecretKey, now: Timestamp) {
        add("viewer", key)
        add("many", key) { $0.maxConnections = 1000 }
        add("expired", key) { $0.expiresAt = now.advanced(by: .seconds(-1)) }
        add("disabled", key) { $0.status = .disabled }
        add("banned", key) { $0.status = .banned }
        add("nothing", key) { ($0.liveStreamIDs, $0.onDemandStreamIDs) = (.empty, .empty) }
        add("hls-only", key) { $0.allowsTransportStream = false }
        add("ts-only", key) { $0.allowsHLS = false }
        add("elsewhere", key) { $0.networks = [IPNetwork("203.0.113.0/24")].compactMap(\.self) }
        add("vlc-only", key) { $0.userAgents = ["VLC"] }
        add("abroad", key) { $0.countries = ["PT"] }
        add("healthz", key)
    }

    private func add(_ name: String, _ key: SecretKey, _ change: (inout SubscriberEntitlement) -> Void = { _ in }) {
        all.withLock { all in
            var entitlement = SubscriberEntitlement(
                id: SubscriberID(Int32(all.count + 1)), username: name,
                accessTokenHash: AccessTokenHash.make(Self.token(of: name), key: key),
                liveStreamIDs: LiveStreamSet([LiveHouse.stream, LiveHouse.other, LiveHouse.silent]),
                onDemandStreamIDs: OnDemandStreamSet(TestFilms.all))
            change(&entitlement)
            all[name] = entitlement
        }
    }

    func entitlement(forUsername username: String) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        all.withLock { $0[username] }
    }

    func entitlement(of id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        all.withLock { all in all.values.first { $0.id == id } }
    }
}
