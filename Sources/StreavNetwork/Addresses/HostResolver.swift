public import StreavDomain
public import StreavPorts

/// Finds the addresses of a host by its name. Never judges them: whoever connects does, on every resolve.
public protocol HostResolver: Sendable {
    /// - Parameter host: A name of letters, digits, hyphens and dots; never an address.
    /// - Returns: One address or more, the preferred ones first, at most ``ResolverLimits/addresses``.
    /// - Throws: `unreachable` when there are none or the name servers do not answer.
    func addresses(of host: String) async throws(MediaSourceError) -> [IPAddress]
}

public enum ResolverLimits {
    /// Addresses of one name that are looked at.
    public static let addresses = 16
}
