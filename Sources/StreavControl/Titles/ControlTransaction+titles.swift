internal import StreavDomain
internal import StreavStore

/// What movies, shows and bundles refer to must be there: whatever is not is named.
extension ControlTransaction {
    func checkReferences(of title: TitleDetails, _ problems: inout InvalidInput) throws {
        let genres = title.genres.isEmpty ? [] : try connection.genres.existing(title.genres)
        for (index, genre) in title.genres.enumerated() {
            problems.require(genres.contains(genre), "genres[\(index)]", "does not exist")
        }
        let people = title.cast.isEmpty ? [] : try connection.people.existing(title.cast.map(\.person))
        for (index, member) in title.cast.enumerated() {
            problems.require(people.contains(member.person), "cast[\(index)].person", "does not exist")
        }
    }

    func checkStream(_ id: OnDemandStreamID?, _ problems: inout InvalidInput) throws {
        guard let id else { return }
        let isThere = try !connection.onDemandStreams.existing([id]).isEmpty
        problems.require(isThere, "onDemandStream", "does not exist")
    }

    /// Tells the nodes that what bundles hold plays another thing: once in a transaction, for whoever reads after any
    /// of its changes reads after all of them.
    func announceCatalogue(_ generation: Int64) throws {
        guard !effects.announcedCatalogue else { return }
        effects.announcedCatalogue = true
        try emit(CatalogueChanged(generation: generation))
    }
}
