public import StreavDomain
internal import StreavStore

extension ShowControl {
    /// Makes the season of that number, or changes it. No node hears of it: a season's episodes stay as they are.
    @discardableResult
    public func putSeason(_ details: SeasonDetails, of show: ShowID) throws -> Season {
        let title = try existing(show).details.common.title
        let details = try details.validated()
        let old = try table.season(details.number, of: show)
        let id = try table.putSeason(details, of: show)
        try transaction.record(
            "season.put", "season", id: "\(id)", name: Self.name(title, details.number),
            before: try old.map { try JSON.text($0.details) }, after: try JSON.text(details))
        return Season(id: id, show: show, details: details)
    }

    /// Takes its episodes along; what they played stays.
    ///
    /// - Parameter number: The season's number, not its id.
    public func deleteSeason(_ number: Int, of show: ShowID) throws {
        let title = try existing(show).details.common.title
        let old = try existingSeason(number, of: show)
        let isMissed = try table.hasStreams(old.id) && table.isInBundle(show)
        guard try table.deleteSeason(old.id) else { throw Self.notFound("season", number) }
        let generation = try transaction.record(
            "season.delete", "season", id: "\(old.id)", name: Self.name(title, number),
            before: try JSON.text(old.details))
        if isMissed { try transaction.announceCatalogue(generation) }
    }

    /// Makes the episode of that number, or changes it.
    ///
    /// - Parameter season: The season's number; it must be there.
    @discardableResult
    public func putEpisode(_ details: EpisodeDetails, of show: ShowID, season number: Int) throws -> Episode {
        let title = try existing(show).details.common.title
        let details = try details.validated()
        var problems = InvalidInput()
        try transaction.checkStream(details.onDemandStream, &problems)
        try problems.throwIfAny()
        let season = try existingSeason(number, of: show)
        let old = try table.episode(details.number, of: season.id)
        let id = try table.putEpisode(details, of: season.id, now: transaction.now)
        let generation = try transaction.record(
            "episode.put", "episode", id: "\(id)", name: Self.name(title, number, details.number),
            before: try old.map { try JSON.text($0.details) }, after: try JSON.text(details))
        if old?.details.onDemandStream != details.onDemandStream, try table.isInBundle(show) {
            try transaction.announceCatalogue(generation)
        }
        return Episode(
            id: id, season: season.id, details: details, createdAt: old?.createdAt ?? transaction.now,
            updatedAt: transaction.now)
    }

    /// What it played stays.
    ///
    /// - Parameters:
    ///   - number: The episode's number, not its id.
    ///   - seasonNumber: The season's.
    public func deleteEpisode(_ number: Int, of show: ShowID, season seasonNumber: Int) throws {
        let title = try existing(show).details.common.title
        let season = try existingSeason(seasonNumber, of: show)
        guard let old = try table.episode(number, of: season.id), try table.deleteEpisode(old.id) else {
            throw Self.notFound("episode", number)
        }
        let generation = try transaction.record(
            "episode.delete", "episode", id: "\(old.id)", name: Self.name(title, seasonNumber, number),
            before: try JSON.text(old.details))
        if old.details.onDemandStream != nil, try table.isInBundle(show) {
            try transaction.announceCatalogue(generation)
        }
    }

    private func existingSeason(_ number: Int, of show: ShowID) throws -> Season {
        guard let season = try table.season(number, of: show) else { throw Self.notFound("season", number) }
        return season
    }

    private static func notFound(_ resource: String, _ number: Int) -> ControlError {
        .notFound(resource: resource, id: Int32(clamping: number))
    }

    /// How the activity log calls a season or an episode, e.g. `Pellow 1x03`.
    private static func name(_ title: String, _ season: Int, _ episode: Int? = nil) -> String {
        guard let episode else { return "\(title) season \(season)" }
        return "\(title) \(season)x\(episode < 10 ? "0" : "")\(episode)"
    }
}
