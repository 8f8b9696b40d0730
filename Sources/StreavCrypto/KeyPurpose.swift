/// What keys derived from the platform's master key are for. The raw values are part of the stored format: they stay.
public enum KeyPurpose: String, CaseIterable, Sendable {
    /// The keyed hash by which a subscriber's access token is compared and looked up.
    case accessTokenHash = "streav access token hash v1"
    /// Sealing access tokens, which the dashboard must be able to show again.
    case accessTokenSealing = "streav access token sealing v1"
    /// Sealing other secrets at rest.
    case secretSealing = "streav secret sealing v1"
    /// Signatures of segment addresses.
    case segmentSigning = "streav segment signing v1"
    /// Signatures of playback tokens.
    case playbackToken = "streav playback token v1"
    /// Signatures of OAuth access tokens.
    case bearerToken = "streav bearer token v1"
    /// The marks by which nodes tell the sessions of one device.
    case sessionMark = "streav session mark v1"
    /// What streaming nodes ask of each other, and answer.
    case nodeExchange = "streav node exchange v1"
}
