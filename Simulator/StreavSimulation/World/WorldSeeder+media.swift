import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

extension WorldSeeder {
    /// A bundle for the films of the user's own folder, for the demo subscriber to watch; the one that is there
    /// already, where there is one.
    ///
    /// - Parameter keep: As of ``seed(address:sources:catalogue:keep:)``.
    /// - Returns: The bundle, and the demo subscriber where one was made.
    func ownMedia(
        keep: @escaping @Sendable (SeededWorld, any DatabaseConnection) throws -> Void
    ) async throws -> (bundle: BundleID, made: SeededWorld?) {
        try await control.perform(as: Self.actor) { transaction in
            if let present = try transaction.connection.bundles.id(ofName: Self.ownMediaName) { return (present, nil) }
            let bundle = try transaction.bundles.create(BundleDetails(name: Self.ownMediaName)).id
            let made = try Self.give(
                bundle, isNewWorld: try transaction.connection.liveStreams.count() == 0, transaction, keep: keep)
            return (bundle, made)
        }
    }

    static let ownMediaName = "Own films"

    static func add(_ movies: [MovieID], to bundle: BundleID, _ transaction: ControlTransaction) throws {
        guard let present = try transaction.connection.bundles.find(bundle) else { return }
        var details = present.details
        details.movies += movies
        try transaction.bundles.update(bundle, details)
    }
}
