public import StreavCrypto

/// The control plane's keys, each derived from the platform's master key for one purpose.
public struct ControlKeys: Sendable {
    private let tokenHashing: SecretKey
    private let tokenSealing: SecretKey
    private let clientSecretHashing: SecretKey
    private let activityChaining: SecretKey
    private let answerSealing: SecretKey
    private let requestHashing: SecretKey
    /// Of the addresses that subscribers play.
    let playback: SigningKeys
    /// What signing in to the dashboard needs.
    let signIn: SignInKeys

    public init(master: SecretKey) {
        tokenHashing = master.derived(for: .accessTokenHash)
        tokenSealing = master.derived(for: .accessTokenSealing)
        clientSecretHashing = master.derived("streav client secret hash v1")
        activityChaining = master.derived("streav activity chain v1")
        answerSealing = master.derived("streav repeated answer sealing v1")
        requestHashing = master.derived("streav repeated request hash v1")
        playback = SigningKeys(id: 1, key: master.derived(for: .playbackToken))
        signIn = SignInKeys(master: master)
    }

    private static let tokenContext = "subscriber access token"

    func stored(accessToken: String) throws -> (sealed: [UInt8], hash: [UInt8]) {
        (
            try SealedBox.seal(Array(accessToken.utf8), key: tokenSealing, context: Self.tokenContext),
            AccessTokenHash.make(accessToken, key: tokenHashing)
        )
    }

    func hash(accessToken: String) -> [UInt8] {
        AccessTokenHash.make(accessToken, key: tokenHashing)
    }

    func openAccessToken(_ sealed: [UInt8]) throws -> String {
        String(
            decoding: try SealedBox.open(sealed, key: tokenSealing, context: Self.tokenContext), as: UTF8.self)
    }

    func hash(clientSecret: String) -> [UInt8] {
        HMACSHA256.authenticate(Array(clientSecret.utf8), key: clientSecretHashing)
    }

    /// False without a hash, after the same work.
    func matches(clientSecret: String, hash: [UInt8]?) -> Bool {
        let made = self.hash(clientSecret: clientSecret)
        let isEqual = ConstantTime.equal(made, hash ?? [UInt8](repeating: 0, count: made.count))
        return isEqual && hash != nil
    }

    /// Answers that wait to be given again may hold an access token.
    func sealed(answer: [UInt8]) throws -> [UInt8] {
        try SealedBox.seal(answer, key: answerSealing, context: Self.answerContext)
    }

    func openAnswer(_ sealed: [UInt8]) throws -> [UInt8] {
        try SealedBox.open(sealed, key: answerSealing, context: Self.answerContext)
    }

    private static let answerContext = "idempotent answer"

    /// Keyed, since a body may be guessed.
    func digest(requestBody: [UInt8]) -> [UInt8] {
        HMACSHA256.authenticate(requestBody, key: requestHashing)
    }

    /// Keyed, so that who can write the table still cannot write a chain that holds.
    func activityHash(_ bytes: [UInt8]) -> [UInt8] {
        HMACSHA256.authenticate(bytes, key: activityChaining)
    }
}
