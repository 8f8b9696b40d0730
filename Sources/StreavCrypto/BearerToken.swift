/// An OAuth access token: a compact JWS (RFC 7515) signed with HS256, with the claims of RFC 9068. Opaque to clients.
///
/// Only what ``text(keys:)`` writes is read: one spelling of the header for each key, so that no other algorithm can be
/// asked for, and claims that are texts and whole numbers.
public struct BearerToken: Hashable, Sendable {
    /// Why a token was refused. To the outside all of them are the same 401.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        case malformed
        case unknownKey
        case badSignature
        case wrongIssuer
        case wrongAudience
        case expired
    }

    /// The longest text, in bytes.
    public static let maximumBytes = 2048
    /// How long after its expiry a token is still taken, in seconds, since clocks differ.
    public static let skew: Int64 = 30

    /// Who issued it: an address.
    public let issuer: String
    /// What it is for.
    public let audience: String
    /// The application's id; 1 to `Int32.max`.
    public let applicationID: Int32
    public let clientID: String
    /// Unique, 128 random bits or more.
    public let tokenID: String
    /// Whole seconds since 1970.
    public let issuedAt: Int64
    /// Whole seconds since 1970: from this second on, and ``skew`` more, the token is refused.
    public let expiry: Int64
    /// Scopes, separated by single spaces.
    public let scope: String
    /// From when on tokens of the application counted when this one was made, in milliseconds since 1970. A token ends
    /// when that moves on; the time of issue, in whole seconds, could not tell before from after.
    public let epoch: Int64

    /// Texts are of visible ASCII without quotation mark and backslash; the scope may have spaces.
    public init(
        issuer: String, audience: String, applicationID: Int32, clientID: String, tokenID: String, issuedAt: Int64,
        expiry: Int64, scope: String, epoch: Int64
    ) {
        precondition(
            [issuer, audience, clientID, tokenID, scope].allSatisfy { $0.utf8.allSatisfy(FlatClaims.isPlain) },
            "a claim is written without escapes")
        self.issuer = issuer
        self.audience = audience
        self.applicationID = applicationID
        self.clientID = clientID
        self.tokenID = tokenID
        self.issuedAt = issuedAt
        self.expiry = expiry
        self.scope = scope
        self.epoch = epoch
    }

    /// The token as it travels, signed with the current key.
    public func text(keys: SigningKeys) -> String {
        guard let key = keys.key(keys.currentID) else {
            preconditionFailure("the current key is always among the keys")
        }
        return JSONWebSignature.sign(
            header: Self.header(key: keys.currentID), payload: Array(claims.utf8), key: key)
    }

    /// The token that `text` spells, if a known key signed it for this issuer and audience and its time is not over.
    ///
    /// - Parameter now: Whole seconds since 1970.
    public static func verify(
        _ text: some StringProtocol, keys: SigningKeys, issuer: String, audience: String, now: Int64
    ) throws(Refusal) -> BearerToken {
        guard text.utf8.count <= maximumBytes, let signed = JSONWebSignature(text), let id = keyID(of: signed.header)
        else { throw .malformed }
        guard let key = keys.key(id) else { throw .unknownKey }
        guard signed.isSigned(by: key) else { throw .badSignature }
        guard let token = BearerToken(claims: signed.payload) else { throw .malformed }
        guard token.issuer == issuer else { throw .wrongIssuer }
        guard token.audience == audience else { throw .wrongAudience }
        guard now < token.expiry.addingReportingOverflow(skew).partialValue else { throw .expired }
        return token
    }

    private init?(claims: [UInt8]) {
        guard let claims = FlatClaims(claims), let issuer = claims.texts["iss"], let audience = claims.texts["aud"],
            let subject = claims.texts["sub"], subject.hasPrefix(Self.subjectPrefix),
            let applicationID = Int32(subject.dropFirst(Self.subjectPrefix.count)), applicationID > 0,
            let clientID = claims.texts["client_id"], let tokenID = claims.texts["jti"],
            let issuedAt = claims.numbers["iat"], let expiry = claims.numbers["exp"],
            let scope = claims.texts["scope"], let epoch = claims.numbers["epoch"]
        else { return nil }
        self.init(
            issuer: issuer, audience: audience, applicationID: applicationID, clientID: clientID, tokenID: tokenID,
            issuedAt: issuedAt, expiry: expiry, scope: scope, epoch: epoch)
    }

    /// A subject says that it is an application, so that it can never be taken for a user's id (RFC 9068 section 5).
    private static let subjectPrefix = "application/"

    private var claims: String {
        """
        {"iss":"\(issuer)","aud":"\(audience)","sub":"\(Self.subjectPrefix)\(applicationID)",\
        "client_id":"\(clientID)","jti":"\(tokenID)","iat":\(issuedAt),"exp":\(expiry),"scope":"\(scope)",\
        "epoch":\(epoch)}
        """
    }

    private static let headerStart = "{\"alg\":\"HS256\",\"kid\":\""
    private static let headerEnd = "\",\"typ\":\"at+jwt\"}"

    private static func header(key: SigningKeys.ID) -> [UInt8] {
        Array("\(headerStart)\(key)\(headerEnd)".utf8)
    }

    private static func keyID(of header: [UInt8]) -> SigningKeys.ID? {
        guard header.starts(with: headerStart.utf8) else { return nil }
        let digits = header.dropFirst(headerStart.utf8.count).prefix { (0x30...0x39).contains($0) }
        guard let id = SigningKeys.ID(String(decoding: digits, as: UTF8.self)), header == Self.header(key: id) else {
            return nil
        }
        return id
    }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Whose it is; never what it can be used by.
    public var description: String { "access token of application \(applicationID)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["applicationID": applicationID]) }
}
