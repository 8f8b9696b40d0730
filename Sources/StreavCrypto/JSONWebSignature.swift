/// A JSON Web Signature in its compact form (RFC 7515 section 7.1), signed with HS256 (RFC 7518 section 3.2). What the
/// header says is for the caller to judge: the algorithm is not taken from it.
struct JSONWebSignature {
    let header: [UInt8]
    let payload: [UInt8]
    private let signingInput: [UInt8]
    private let signature: [UInt8]

    /// Nil unless there are three parts in Base64url and the last has the length of a signature.
    init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(String(decoding: parts[0], as: UTF8.self)),
            let payload = Base64URL.decode(String(decoding: parts[1], as: UTF8.self)),
            let signature = Base64URL.decode(String(decoding: parts[2], as: UTF8.self)),
            signature.count == HMACSHA256.byteCount
        else { return nil }
        self.header = header
        self.payload = payload
        self.signature = signature
        signingInput = Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])
    }

    func isSigned(by key: SecretKey) -> Bool {
        ConstantTime.equal(HMACSHA256.authenticate(signingInput, key: key), signature)
    }

    /// For keys of any length, as the standard's example has one.
    func isSigned(byKeyBytes bytes: UnsafeRawBufferPointer) -> Bool {
        ConstantTime.equal(HMACSHA256.authenticate(signingInput, keyBytes: bytes), signature)
    }

    static func sign(header: [UInt8], payload: [UInt8], key: SecretKey) -> String {
        let input = "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
        return "\(input).\(Base64URL.encode(HMACSHA256.authenticate(Array(input.utf8), key: key)))"
    }
}
