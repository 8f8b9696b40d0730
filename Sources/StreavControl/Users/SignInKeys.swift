internal import StreavCrypto
internal import StreavDomain

/// The keys that signing in needs, each derived for one purpose, and what is made with them.
struct SignInKeys: Sendable {
    private let sessions: SecretKey
    private let seeds: SecretKey
    private let recoveryCodes: SecretKey
    private let pending: SecretKey
    private let devices: SecretKey
    private let throttle: SecretKey
    private let setUp: SecretKey
    private let visitors: SecretKey

    init(master: SecretKey) {
        sessions = master.derived("streav user session hash v1")
        seeds = master.derived("streav second factor sealing v1")
        recoveryCodes = master.derived("streav recovery code hash v1")
        pending = master.derived("streav pending sign-in sealing v1")
        devices = master.derived("streav known device v1")
        throttle = master.derived("streav sign-in throttle v1")
        setUp = master.derived("streav set-up token v1")
        visitors = master.derived("streav visitor form v1")
    }

    func hash(session cookie: String) -> [UInt8] { HMACSHA256.authenticate(Array(cookie.utf8), key: sessions) }

    func hash(recoveryCode code: String, of user: UserID) -> [UInt8] {
        HMACSHA256.authenticate(Array("\(user) \(code)".utf8), key: recoveryCodes)
    }

    func sealed(seed: [UInt8], of user: UserID) throws -> [UInt8] {
        try SealedBox.seal(seed, key: seeds, context: "second factor of user \(user)")
    }

    func openSeed(_ sealed: [UInt8], of user: UserID) throws -> [UInt8] {
        try SealedBox.open(sealed, key: seeds, context: "second factor of user \(user)")
    }

    func sealed(pending bytes: [UInt8]) throws -> [UInt8] {
        try SealedBox.seal(bytes, key: pending, context: "pending sign-in")
    }

    func openPending(_ sealed: [UInt8]) throws -> [UInt8] {
        try SealedBox.open(sealed, key: pending, context: "pending sign-in")
    }

    func tag(device: String, of user: UserID) -> [UInt8] {
        HMACSHA256.authenticate(Array("\(user) \(device)".utf8), key: devices)
    }

    /// Names in the cache are bounded and tell nobody who it is.
    func throttleName(_ subject: String) -> String {
        Base64URL.encode(HMACSHA256.authenticate(Array(subject.utf8), key: throttle).prefix(16))
    }

    /// The same on every process of the platform, as the one that prints it may not be the one that is asked.
    var setUpToken: String {
        Base64URL.encode(HMACSHA256.authenticate(Array("set-up".utf8), key: setUp).prefix(18))
    }

    func tag(visitor: String) -> [UInt8] { HMACSHA256.authenticate(Array(visitor.utf8), key: visitors) }
}
