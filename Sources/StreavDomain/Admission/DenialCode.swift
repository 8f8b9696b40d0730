/// Why a viewer was refused, for machines. The raw value is what the answer's body, its `Streav-Denial` header, the
/// log and the dashboard say.
public enum DenialCode: String, CaseIterable, Hashable, Sendable, Codable {
    /// Unknown username or wrong token: strangers learn no more than that.
    case credentialsInvalid = "credentials_invalid"
    case subscriberExpired = "subscriber_expired"
    case subscriberDisabled = "subscriber_disabled"
    case subscriberBanned = "subscriber_banned"
    case streamNotInBundle = "stream_not_in_bundle"
    case formatNotAllowed = "format_not_allowed"
    case addressNotAllowed = "ip_not_allowed"
    case userAgentNotAllowed = "user_agent_not_allowed"
    case countryNotAllowed = "country_not_allowed"
    case connectionLimit = "connection_limit"
    case playbackTokenInvalid = "playback_token_invalid"
    case playbackTokenExpired = "playback_token_expired"
    case streamNotFound = "stream_not_found"
    case noArchive = "no_archive"
    case streamUnavailable = "stream_unavailable"
    case rateLimited = "rate_limited"
    case draining
    case overloaded

    /// The HTTP status of the answer.
    public var status: Int {
        switch self {
        case .credentialsInvalid: 401
        case .subscriberExpired, .subscriberDisabled, .subscriberBanned, .streamNotInBundle, .formatNotAllowed,
            .addressNotAllowed, .userAgentNotAllowed, .countryNotAllowed, .connectionLimit, .playbackTokenInvalid,
            .playbackTokenExpired:
            403
        case .streamNotFound, .noArchive: 404
        case .rateLimited: 429
        case .streamUnavailable, .draining, .overloaded: 503
        }
    }

    /// What a viewer is told when there is nothing more particular to say.
    public var sentence: String {
        switch self {
        case .credentialsInvalid: "The username or the access token is wrong."
        case .subscriberExpired: "The subscription has expired."
        case .subscriberDisabled: "The subscription is disabled."
        case .subscriberBanned: "The subscription is banned."
        case .streamNotInBundle: "The subscription does not include this stream."
        case .formatNotAllowed: "The subscription does not include this format."
        case .addressNotAllowed: "The subscription may not be used from this address."
        case .userAgentNotAllowed: "The subscription may not be used with this player."
        case .countryNotAllowed: "The subscription may not be used from this country."
        case .connectionLimit: "The subscription's connections are all in use."
        case .playbackTokenInvalid: "The playback address is not valid."
        case .playbackTokenExpired: "The playback address has expired."
        case .streamNotFound: "There is no such stream."
        case .noArchive: "The stream keeps no archive."
        case .streamUnavailable: "The stream cannot be played at the moment."
        case .rateLimited: "Too many attempts. Please wait."
        case .draining: "This server is going out of service. Please try again."
        case .overloaded: "This server is busy. Please try again."
        }
    }

    /// When to come again, for the codes whose answer carries `Retry-After`; nil for the others.
    public var retryAfter: Duration? {
        switch self {
        case .streamUnavailable, .overloaded: .seconds(5)
        case .draining: .seconds(2)
        case .rateLimited: .seconds(60)
        default: nil
        }
    }
}
