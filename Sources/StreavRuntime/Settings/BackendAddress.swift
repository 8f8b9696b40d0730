public import StreavPorts

/// Where one of the three backing services is.
public enum BackendAddress: Sendable, Equatable {
    case server(ServiceAddress)
    /// In this process: a database's path, or nothing for a cache and a broker.
    case local(String)
}
