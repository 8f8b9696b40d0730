public import StreavDomain
public import StreavPorts

/// Where the platform may connect on behalf of its users.
///
/// Public addresses are open. Private ones, carrier-grade NAT, documentation ranges and this machine itself are open
/// only where the operator lists their network (`STREAV_SOURCE_ALLOW`); this machine only where the listed network lies
/// within 127.0.0.0/8 or is ::1, so that no wide network opens it by accident. Link-local addresses, metadata services
/// of clouds, multicast, unspecified and reserved addresses are never open. An IPv6 address that embeds an IPv4 one is
/// judged by both.
public struct AddressPolicy: Sendable, Equatable {
    /// More are refused.
    public static let networkLimit = 256

    public let allowed: [IPNetwork]

    public init(allowing allowed: [IPNetwork] = []) {
        self.allowed = allowed
    }

    /// Reads networks in CIDR notation between commas or spaces, e.g. `10.0.0.0/8, 127.0.0.0/8, ::1`. Empty: none.
    public init(parsing text: String) throws(MediaSourceError) {
        let parts = text.split { $0 == "," || $0 == " " }
        guard parts.count <= Self.networkLimit else {
            throw MediaSourceError(.invalidAddress, "More than \(Self.networkLimit) networks are listed.")
        }
        var networks: [IPNetwork] = []
        for part in parts {
            guard let network = IPNetwork(part) else {
                throw MediaSourceError(
                    .invalidAddress, "\"\(part.prefix(64))\" is no network: write it like 10.0.0.0/8 or fd00::/8.")
            }
            networks.append(network)
        }
        self.init(allowing: networks)
    }

    /// Why the address must not be connected to; nil where it may.
    public func objection(to address: IPAddress) -> MediaSourceError? {
        let own = AddressClass(address)
        if let embedded = address.embedded, own != .loopback, own != .unspecified {
            let inner = AddressClass(embedded)
            if own.isNeverAllowed || inner.isNeverAllowed {
                return Self.never(address, own.isNeverAllowed ? own : inner)
            }
            // Either spelling of the network may be listed.
            if own == .global, inner == .global { return nil }
            if isListed(address, own) || (own == .global || own == .special) && isListed(embedded, inner) { return nil }
            return Self.notListed(address, own == .global ? inner : own)
        }
        if own == .global { return nil }
        if own.isNeverAllowed { return Self.never(address, own) }
        return isListed(address, own) ? nil : Self.notListed(address, own)
    }

    private func isListed(_ address: IPAddress, _ kind: AddressClass) -> Bool {
        allowed.contains { network in
            guard network.contains(address) else { return false }
            return kind != .loopback || AddressClass(network.address) == .loopback && network.prefixLength >= 8
        }
    }

    private static func never(_ address: IPAddress, _ kind: AddressClass) -> MediaSourceError {
        MediaSourceError(.forbidden, "\(address) is \(kind.text); sources there are never allowed.")
    }

    private static func notListed(_ address: IPAddress, _ kind: AddressClass) -> MediaSourceError {
        MediaSourceError(
            .forbidden, "\(address) is \(kind.text); to allow it, add its network to STREAV_SOURCE_ALLOW.")
    }
}
