/// What is known of a viewer who asks, besides who it claims to be.
public struct AdmissionRequest: Sendable {
    /// What came of checking the credentials, which needs keys and is therefore done before.
    public enum Proof: Hashable, Sendable {
        case verified
        /// Unknown username or wrong token.
        case wrong
        case playbackTokenInvalid
        case playbackTokenExpired
    }

    /// What is asked for.
    public enum Purpose: Hashable, Sendable {
        /// To play. Every rule applies.
        case stream(StreamFormat)
        /// Lists, playlists and guides: everything but format and stream.
        case catalogue
        /// The account's own facts, which an expired or disabled subscriber still reads, to learn why.
        case account
    }

    /// Where the address lies.
    public enum Country: Hashable, Sendable {
        /// ISO 3166-1 alpha-2 in upper case.
        case known(String)
        /// The database does not know the address.
        case unknown
        /// There is no database to ask.
        case databaseMissing
        /// Nobody asked, because the subscriber has no list of countries.
        case notLookedUp
    }

    public var proof: Proof
    public var purpose: Purpose
    /// The trusted client address; nil when it could not be read, which passes no list.
    public var address: IPAddress?
    public var userAgent: String
    public var country: Country
    public var now: Timestamp

    public init(
        proof: Proof, purpose: Purpose, address: IPAddress?, userAgent: String, country: Country, now: Timestamp
    ) {
        self.proof = proof
        self.purpose = purpose
        self.address = address
        self.userAgent = userAgent
        self.country = country
        self.now = now
    }
}
