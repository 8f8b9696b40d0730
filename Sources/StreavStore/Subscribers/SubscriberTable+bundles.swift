public import StreavDomain
internal import StreavSQL

extension SubscriberTable {
    /// The bundles of a subscriber with their names, in order of priority.
    public func bundleNames(of id: SubscriberID) throws -> [CatalogueQueries.Named] {
        try connection.fetch(
            """
            SELECT b.id, b.name FROM subscriber_bundles s JOIN bundles b ON b.id = s.bundle_id
            WHERE s.subscriber_id = \(id) ORDER BY s.position, b.id
            """, CatalogueQueries.named)
    }
}
