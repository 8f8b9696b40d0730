extension SegmentSigner {
    /// Every on-demand segment's address begins with this.
    public static let onDemandPrefix = prefix + "file/"

    /// The one text of `address`, signed with the current key.
    public func path(_ address: OnDemandSegmentAddress) -> String {
        guard let text = Self.text(address, key: keys.currentID, keys) else {
            preconditionFailure("the current key is always among the keys")
        }
        return text
    }

    /// The address that `path` spells, if it was signed by a known key.
    ///
    /// - Parameter path: The path as it came, not percent-decoded, without query.
    public func verifyOnDemand(_ path: some StringProtocol) throws(Refusal) -> OnDemandSegmentAddress {
        guard let parsed = Self.parseOnDemand(path) else { throw .malformed }
        guard let expected = Self.text(parsed.address, key: parsed.key, keys) else { throw .unknownKey }
        // The whole text is compared, not the signature alone: so no second spelling of the numbers can pass.
        guard ConstantTime.equal(Array(expected.utf8), Array(path.utf8)) else { throw .badSignature }
        return parsed.address
    }

    private static func text(
        _ address: OnDemandSegmentAddress, key: SigningKeys.ID, _ keys: SigningKeys
    ) -> String? {
        let stem =
            "\(onDemandPrefix)\(address.stream)/\(address.tag)/\(address.rendition)/\(address.segment)-\(key)"
        // As for live segments: a stem ends in a digit, and contains no dot.
        guard let tag = keys.tag(of: Array("\(stem).\(address.fileExtension)".utf8), by: key) else { return nil }
        return "\(stem)-\(Base64URL.encode(tag)).\(address.fileExtension)"
    }

    private static func parseOnDemand(
        _ path: some StringProtocol
    ) -> (address: OnDemandSegmentAddress, key: SigningKeys.ID)? {
        let text = Substring(path)
        guard text.utf8.count <= maximumBytes, text.utf8.starts(with: onDemandPrefix.utf8) else { return nil }
        let parts = text.utf8.dropFirst(onDemandPrefix.utf8.count)
            .split(separator: UInt8(ascii: "/"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 4, let stream = number(parts[0]), stream <= Int64(Int32.max),
            let dot = parts[3].lastIndex(of: UInt8(ascii: "."))
        else { return nil }
        // The signature may hold hyphens itself, hence the bound on splits.
        let fields = parts[3][..<dot]
            .split(separator: UInt8(ascii: "-"), maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let segment = number(fields[0]), let key = number(fields[1]),
            let keyID = SigningKeys.ID(exactly: key),
            let address = OnDemandSegmentAddress(
                stream: Int32(stream), tag: String(Substring(parts[1])), rendition: String(Substring(parts[2])),
                segment: segment, fileExtension: String(Substring(parts[3][dot...].dropFirst())))
        else { return nil }
        return (address, keyID)
    }
}
