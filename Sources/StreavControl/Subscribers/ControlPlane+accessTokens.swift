extension ControlPlane {
    /// An access token, from what ``StreavStore/SubscriberTable`` holds of it, to be shown.
    public func accessToken(sealed: [UInt8]) throws -> String {
        try keys.openAccessToken(sealed)
    }

    /// What a subscriber is found by whose access token is given.
    public func hash(ofAccessToken token: String) -> [UInt8] {
        keys.hash(accessToken: token)
    }
}
