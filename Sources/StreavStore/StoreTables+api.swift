public import StreavSQL

/// The tables that serve the API alone.
extension DatabaseConnection {
    public var oauthRevocations: OAuthRevocationTable { OAuthRevocationTable(connection: self) }
    public var idempotencyKeys: IdempotencyTable { IdempotencyTable(connection: self) }
}
