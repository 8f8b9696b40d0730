import StreavDomain

extension ServeConfiguration.NamedSource {
    /// The address in a private network that the source is at, if that is how its host is written.
    var privateAddress: IPAddress? {
        guard let scheme = address.firstRange(of: "://") else { return nil }
        let authority = address[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let literal =
            host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
        guard let found = IPAddress(literal), Self.privateNetworks.contains(where: { $0.contains(found) }) else {
            return nil
        }
        return found
    }

    /// RFC 1918 and RFC 4193.
    private static let privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].compactMap {
        IPNetwork($0)
    }
}
