public import StreavSQL

/// The tables that serve the API alone.
extension DatabaseConnection {
    public var catalogue: CatalogueQueries { CatalogueQueries(connection: self) }
    public var oauthRevocations: OAuthRevocationTable { OAuthRevocationTable(connection: self) }
    public var idempotencyKeys: IdempotencyTable { IdempotencyTable(connection: self) }
}
