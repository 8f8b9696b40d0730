import StreavDomain

/// What an address is for, as far as it matters to a server that connects where its users say.
///
/// From the registries of special-purpose addresses (RFC 6890 and its updates).
public enum AddressClass: String, Sendable, CaseIterable {
    case global
    case loopback
    /// RFC 1918, and unique local IPv6 addresses (RFC 4193).
    case privateUse
    /// RFC 3927, RFC 4291 section 2.5.6.
    case linkLocal
    /// Where clouds hand out credentials to whoever asks from inside.
    case metadata
    /// Carrier-grade NAT (RFC 6598).
    case shared
    case multicast
    case unspecified
    /// Documentation, benchmarks, protocol assignments.
    case special
    /// Not assigned, or of a kind that hides the real destination (Teredo).
    case reserved

    /// No configuration opens these.
    var isNeverAllowed: Bool {
        switch self {
        case .linkLocal, .metadata, .multicast, .unspecified, .reserved: true
        case .global, .loopback, .privateUse, .shared, .special: false
        }
    }

    /// For sentences: "is …".
    var text: String {
        switch self {
        case .global: "public"
        case .loopback: "this machine itself"
        case .privateUse: "in a private network"
        case .linkLocal: "link-local"
        case .metadata: "a cloud's metadata service"
        case .shared: "in a carrier's shared network"
        case .multicast: "multicast"
        case .unspecified: "unspecified"
        case .special: "for documentation or tests"
        case .reserved: "reserved"
        }
    }

    /// The class of an address alone, without a look at an IPv4 address that may be embedded in it.
    init(_ address: IPAddress) {
        let table = address.family == .v4 ? Self.four : Self.six
        let fallback: AddressClass
        switch address.family {
        case .v4: fallback = .global
        // RFC 4291 section 2.4: only 2000::/3 is assigned for global unicast.
        case .v6: fallback = Self.assigned.contains(address) ? .global : .reserved
        }
        self = table.first { $0.network.contains(address) }?.kind ?? fallback
    }

    private struct Entry: Sendable {
        let network: IPNetwork
        let kind: AddressClass

        init(_ network: String, _ kind: AddressClass) {
            guard let network = IPNetwork(network) else { preconditionFailure("\(network) is no network.") }
            self.network = network
            self.kind = kind
        }
    }

    private static let assigned = Entry("2000::/3", .global).network

    /// The first match counts.
    private static let four = [
        Entry("100.100.100.200/32", .metadata), Entry("168.63.129.16/32", .metadata),
        Entry("192.0.0.192/32", .metadata), Entry("0.0.0.0/8", .unspecified), Entry("10.0.0.0/8", .privateUse),
        Entry("100.64.0.0/10", .shared), Entry("127.0.0.0/8", .loopback), Entry("169.254.0.0/16", .linkLocal),
        Entry("172.16.0.0/12", .privateUse), Entry("192.0.0.0/24", .special), Entry("192.0.2.0/24", .special),
        Entry("192.88.99.0/24", .special), Entry("192.168.0.0/16", .privateUse), Entry("198.18.0.0/15", .special),
        Entry("198.51.100.0/24", .special), Entry("203.0.113.0/24", .special), Entry("224.0.0.0/4", .multicast),
        Entry("240.0.0.0/4", .reserved),
    ]

    private static let six = [
        Entry("fd00:ec2::254/128", .metadata), Entry("fd20:ce::254/128", .metadata), Entry("::/128", .unspecified),
        Entry("::1/128", .loopback), Entry("::/96", .special), Entry("64:ff9b::/96", .global),
        Entry("64:ff9b:1::/48", .privateUse), Entry("100::/64", .special), Entry("2001::/32", .reserved),
        Entry("2001:db8::/32", .special), Entry("2001::/23", .special), Entry("2002::/16", .global),
        Entry("3fff::/20", .special), Entry("fc00::/7", .privateUse), Entry("fe80::/10", .linkLocal),
        Entry("fec0::/10", .privateUse), Entry("ff00::/8", .multicast),
    ]
}
