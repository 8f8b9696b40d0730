/// Signs and verifies segment addresses.
///
/// An address has exactly one spelling: whatever differs from it by a byte, were it an encoded slash, a leading zero, a
/// repeated parameter or a bit of the signature, is refused.
public struct SegmentSigner: Sendable {
    /// Every segment address begins with this.
    public static let prefix = "/media/"
    /// The longest address, in bytes.
    public static let maximumBytes = 160

    /// Why an address was refused. To the outside all of them are the same 403.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        /// Not of the form, or not in its one spelling.
        case malformed
        case unknownKey
        case badSignature
        /// Rightly signed, but its time is over.
        case expired
    }

    public let keys: SigningKeys

    public init(keys: SigningKeys) {
        self.keys = keys
    }

    /// The one text of `address`, signed with the current key.
    public func path(_ address: SegmentAddress) -> String {
        let stem = Self.stem(address, key: keys.currentID)
        guard let tag = keys.tag(of: Self.message(stem, address), by: keys.currentID) else {
            preconditionFailure("the current key is always among the keys")
        }
        return "\(stem)-\(Base64URL.encode(tag)).\(address.fileExtension)"
    }

    /// The address that `path` spells, if it was signed by a known key and `now` is before its expiry.
    ///
    /// - Parameters:
    ///   - path: The path as it came, not percent-decoded, without query.
    ///   - now: Whole seconds since 1970.
    public func verify(_ path: some StringProtocol, now: Int64) throws(Refusal) -> SegmentAddress {
        guard let parsed = Self.parse(path) else { throw .malformed }
        let stem = Self.stem(parsed.address, key: parsed.key)
        guard let tag = keys.tag(of: Self.message(stem, parsed.address), by: parsed.key) else { throw .unknownKey }
        // The whole text is compared, not the signature alone: so no second spelling of the numbers can pass.
        let expected = "\(stem)-\(Base64URL.encode(tag)).\(parsed.address.fileExtension)"
        guard ConstantTime.equal(Array(expected.utf8), Array(path.utf8)) else { throw .badSignature }
        guard now < parsed.address.expiry else { throw .expired }
        return parsed.address
    }

    private static func stem(_ address: SegmentAddress, key: SigningKeys.ID) -> String {
        "\(prefix)\(address.channel)/\(address.rendition)/\(address.mediaSequence)-\(address.expiry)-\(key)"
    }

    /// What is signed: the stem, which ends in a digit, then the extension, which follows a character no stem contains.
    private static func message(_ stem: String, _ address: SegmentAddress) -> [UInt8] {
        Array(stem.utf8) + [UInt8(ascii: ".")] + Array(address.fileExtension.utf8)
    }

    private static func parse(_ path: some StringProtocol) -> (address: SegmentAddress, key: SigningKeys.ID)? {
        let text = Substring(path)
        guard text.utf8.count <= maximumBytes, text.utf8.starts(with: prefix.utf8) else { return nil }
        let parts = text.utf8.dropFirst(prefix.utf8.count)
            .split(separator: UInt8(ascii: "/"), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let channel = number(parts[0]), channel <= Int64(Int32.max),
            let dot = parts[2].lastIndex(of: UInt8(ascii: "."))
        else { return nil }
        // The signature may hold hyphens itself, hence the bound on splits.
        let fields = parts[2][..<dot]
            .split(separator: UInt8(ascii: "-"), maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, let sequence = number(fields[0]), let expiry = number(fields[1]),
            let key = number(fields[2]), let keyID = SigningKeys.ID(exactly: key),
            let address = SegmentAddress(
                channel: Int32(channel), rendition: String(Substring(parts[1])), mediaSequence: sequence,
                expiry: expiry, fileExtension: String(Substring(parts[2][dot...].dropFirst())))
        else { return nil }
        return (address, keyID)
    }

    static func number(_ digits: Substring.UTF8View) -> Int64? {
        guard let first = digits.first, digits.count <= 19, first != UInt8(ascii: "0") || digits.count == 1,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(Substring(digits))
    }
}
