public import StreavDomain

/// A session that begins.
public struct NewUserSession: Sendable {
    public let idHash: [UInt8]
    public let user: UserID
    public let csrfSecret: [UInt8]
    public let address: String?
    public let userAgent: String?

    public init(idHash: [UInt8], user: UserID, csrfSecret: [UInt8], address: String?, userAgent: String?) {
        self.idHash = idHash
        self.user = user
        self.csrfSecret = csrfSecret
        self.address = address
        self.userAgent = userAgent
    }
}
