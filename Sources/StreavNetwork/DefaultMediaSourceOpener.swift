import Glibc
public import NIOCore
public import StreavPorts

/// Makes sources from the addresses that this build reads:
///
/// - `http://host[:port]/…`: an MPEG transport stream over HTTP/1.1.
/// - `file:/absolute/path.ts`: a file, replayed endlessly, below one of the folders that the operator allowed.
public struct DefaultMediaSourceOpener: MediaSourceOpener {
    /// Makes a source of a file that exists within an allowed folder; the path is absolute and free of links.
    public typealias FileSource = @Sendable (_ path: String) throws(MediaSourceError) -> any MediaSource

    private let policy: AddressPolicy
    private let resolver: any HostResolver
    private let clock: StreavClock
    private let limits: HTTPSourceLimits
    private let group: any EventLoopGroup
    private let folders: [String]
    private let fileSource: FileSource?

    /// - Parameters:
    ///   - folders: Absolute paths of folders whose files may be sources; links in them are resolved now.
    ///   - fileSource: Nil: this build reads no files.
    public init(
        policy: AddressPolicy, resolver: any HostResolver, clock: StreavClock,
        limits: HTTPSourceLimits = HTTPSourceLimits(), group: any EventLoopGroup, folders: [String] = [],
        fileSource: FileSource? = nil
    ) {
        self.policy = policy
        self.resolver = resolver
        self.clock = clock
        self.limits = limits
        self.group = group
        self.folders = folders.compactMap(Self.realPath)
        self.fileSource = fileSource
    }

    public func source(for address: String) throws(MediaSourceError) -> any MediaSource {
        guard address.utf8.count <= MediaSourceLimits.addressBytes else {
            throw MediaSourceError(
                .invalidAddress, "The address is longer than \(MediaSourceLimits.addressBytes) bytes.")
        }
        switch address.prefix(while: { $0 != ":" }).lowercased() {
        case "http" where address.contains(":"):
            return try HTTPTransportSource(
                address: address, policy: policy, resolver: resolver, clock: clock, limits: limits, group: group)
        case "https" where address.contains(":"):
            throw MediaSourceError(
                .invalidAddress,
                "This build reads sources over http only, not https. Use the http address of the source, or put a "
                    + "proxy that ends TLS in front of it, e.g. stunnel or nginx on the local network.")
        case "file" where address.contains(":"):
            return try file(at: String(address.dropFirst("file:".count)))
        default:
            throw MediaSourceError(.invalidAddress, "The address is of no known form. Accepted are \(accepted).")
        }
    }

    private var accepted: String {
        let http = "http://host[:port]/path (MPEG-TS over HTTP)"
        guard fileSource != nil, !folders.isEmpty else { return http }
        return "\(http) and file:/path.ts (an MPEG-TS file, below \(folders.joined(separator: ", ")))"
    }

    /// Containment is checked on the path without links: a link in an allowed folder opens nothing outside.
    private func file(at path: String) throws(MediaSourceError) -> any MediaSource {
        guard let fileSource, !folders.isEmpty else {
            throw MediaSourceError(.invalidAddress, "Files are no sources here. Accepted are \(accepted).")
        }
        let plain = path.hasPrefix("///") ? String(path.dropFirst(2)) : path
        guard plain.hasPrefix("/"), !plain.hasPrefix("//"), !plain.utf8.contains(0) else {
            throw MediaSourceError(.invalidAddress, "A file's address is file: and an absolute path: \(accepted).")
        }
        // Not told apart from one outside: which files exist elsewhere is nobody's business.
        guard let real = Self.realPath(plain), folders.contains(where: { Self.isBelow(real, $0) }) else {
            throw MediaSourceError(
                .forbidden, "There is no such file below \(folders.joined(separator: ", ")).")
        }
        return try fileSource(real)
    }

    private static func isBelow(_ path: String, _ folder: String) -> Bool {
        path.hasPrefix(folder == "/" ? "/" : folder + "/")
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
