import Logging
import StreavCrypto
import StreavDomain
import StreavPorts

/// Reads settings one by one. Errors name the setting, say what it has to be, and never hold its value, which may be a
/// secret.
struct SettingReader {
    private let values: SettingValues

    init(_ values: SettingValues) {
        self.values = values
    }

    func backend(
        _ setting: Setting, schemes: [String], local: String
    ) throws(SettingsError) -> BackendAddress {
        let text = values[setting] ?? ""
        if text.hasPrefix("\(local):") {
            let rest = String(text.dropFirst(local.count + 1))
            switch (local, rest.isEmpty) {
            case ("memory", true), ("sqlite", false): return .local(rest)
            case ("memory", false):
                throw SettingsError(setting, "is 'memory:' with nothing after it, or \(setting.summary)")
            default: throw SettingsError(setting, "names no file: sqlite:PATH")
            }
        }
        let address: ServiceAddress
        do {
            address = try ServiceAddress(text)
        } catch {
            throw SettingsError(setting, error.message)
        }
        guard schemes.contains(address.scheme) else { throw SettingsError(setting, "is \(setting.summary)") }
        guard !address.host.isEmpty else { throw SettingsError(setting, "names no host: \(setting.summary)") }
        return .server(address)
    }

    func number(
        _ setting: Setting, in range: ClosedRange<Int>, otherwise usual: Int? = nil
    ) throws(SettingsError) -> Int {
        guard let text = values[setting] else {
            if let usual { return usual }
            throw SettingsError(setting, "is missing")
        }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsError(setting, "is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func secretKey() throws(SettingsError) -> SecretKey {
        let digits = Array((values[.secretKey] ?? "").utf8)
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count - 1, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16) else { break }
            bytes.append(byte)
        }
        guard digits.count == SecretKey.byteCount * 2, let key = SecretKey(bytes: bytes) else {
            throw SettingsError(.secretKey, "is 64 hexadecimal digits: openssl rand -hex 32")
        }
        guard Self.isUnlikely(bytes) else {
            throw SettingsError(.secretKey, "can be guessed: make one with openssl rand -hex 32")
        }
        return key
    }

    /// Nothing that people type by hand: a few digits over and over, or a count.
    private static func isUnlikely(_ bytes: [UInt8]) -> Bool {
        Set(bytes).count >= 16 && Set(zip(bytes, bytes.dropFirst()).map { $1 &- $0 }).count >= 8
    }

    func host(_ setting: Setting) throws(SettingsError) -> String {
        let host = values[setting] ?? ""
        guard (1...255).contains(host.utf8.count), host.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !host.contains(where: { "/[]@".contains($0) })
        else { throw SettingsError(setting, "is an address or a name of this machine, such as 0.0.0.0 or ::") }
        return host
    }

    func logLevel() throws(SettingsError) -> Logger.Level {
        guard let level = Logger.Level(rawValue: values[.logLevel] ?? "") else {
            throw SettingsError(.logLevel, "is one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    func logsJSON() throws(SettingsError) -> Bool {
        switch values[.logFormat] {
        case "json": return true
        case "text": return false
        default: throw SettingsError(.logFormat, "is text or json")
        }
    }

    /// Without slashes at its end.
    func url(_ setting: Setting) throws(SettingsError) -> String {
        var text = values[setting] ?? ""
        while text.hasSuffix("/") { text.removeLast() }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !text.contains { "\"\\?#<>@".contains($0) }
        let start = ["http://", "https://"].first(where: text.hasPrefix)
        guard isPlain, text.utf8.count <= 255, let start, text.count > start.count else {
            throw SettingsError(setting, "is http://HOST[:PORT] or https://…, at most 255 characters, without a query")
        }
        return text
    }

    func optionalURL(_ setting: Setting) throws(SettingsError) -> String? {
        values[setting] == nil ? nil : try url(setting)
    }

    func name(_ setting: Setting, otherwise usual: String) throws(SettingsError) -> String {
        let name = values[setting] ?? usual
        let isPlain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-_.".utf8.contains(byte)
        }
        guard isPlain, (1...64).contains(name.utf8.count) else {
            throw SettingsError(setting, "is 1 to 64 letters, digits, '-', '_' and '.'")
        }
        return name
    }

    func path(_ setting: Setting) throws(SettingsError) -> String? {
        guard let path = values[setting] else { return nil }
        guard path.hasPrefix("/") else { throw SettingsError(setting, "is an absolute path") }
        return path
    }

    func paths(_ setting: Setting) throws(SettingsError) -> [String] {
        let paths = (values[setting] ?? "").split(separator: ":").map(String.init)
        guard paths.allSatisfy({ $0.hasPrefix("/") }) else {
            throw SettingsError(setting, "is a list of absolute paths, by colons")
        }
        return paths
    }

    func networks(_ setting: Setting) throws(SettingsError) -> [IPNetwork] {
        var networks: [IPNetwork] = []
        for part in (values[setting] ?? "").split(separator: ",") {
            let text = String(part).trimmed
            guard let network = IPNetwork(text) else {
                throw SettingsError(setting, "is a list of networks such as 10.0.0.0/8, by commas")
            }
            networks.append(network)
        }
        return networks
    }
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
