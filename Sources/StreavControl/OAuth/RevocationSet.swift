internal import StreavCrypto
internal import StreavDomain

/// The tokens that ended before their time, as one process knows them.
struct RevocationSet: Sendable, Equatable {
    var tokens: Set<String> = []
    var validFrom: [OAuthApplicationID: Timestamp] = [:]

    func contains(_ token: BearerToken) -> Bool {
        if tokens.contains(token.tokenID) { return true }
        guard let moment = validFrom[OAuthApplicationID(token.applicationID)] else { return false }
        return token.epoch < moment.milliseconds
    }
}
