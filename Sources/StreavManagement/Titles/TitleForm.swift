import StreavDomain
import StreavWeb

/// The form of a movie or a show: what is typed into it, and what that says.
enum TitleForm {
    /// Of both kinds.
    private static let common: [FormShape.Field] = [
        .text("title", limit: 2048), .area("overview", limit: 64 * 1024), .text("releaseDate", limit: 40),
        .text("runtimeMinutes", limit: 16), .text("language", limit: 16), .text("countryCode", limit: 16),
        .text("posterUrl", limit: 4096), .text("backdropUrl", limit: 4096), .text("rating", limit: 16),
        .text("ratingSource", limit: 2048), .text("director", limit: 2048), .text("trailerUrl", limit: 4096),
        .text("tmdbId", limit: 16), .text("isAdult", limit: 8), .list("genres", count: 64),
    ]
    private static let searches: [FormShape.Field] = [.text("findPerson"), .text("step", limit: 16)]

    static func fields(_ kind: TitleKind) -> [FormShape.Field] {
        let own: [FormShape.Field] =
            kind == .movie
            ? [.text("onDemandStream", limit: 16), .text("findFile")] : [.text("lastReleaseDate", limit: 40)]
        return common + CastRows.fields + searches + own
    }

    static let revisionField: FormShape.Field = .text("revision", limit: 20)

    static func draft(_ record: TitleRecord) -> FormDraft {
        let details = record.input.common
        var draft = FormDraft()
        draft["title"] = details.title
        draft["overview"] = details.overview ?? ""
        draft["releaseDate"] = FormDraft.day(details.releaseDate)
        draft["lastReleaseDate"] = FormDraft.day(record.input.lastReleaseDate)
        draft["runtimeMinutes"] = details.runtimeMinutes.map { "\($0)" } ?? ""
        draft["language"] = details.language ?? ""
        draft["countryCode"] = details.countryCode ?? ""
        draft["posterUrl"] = details.posterURL ?? ""
        draft["backdropUrl"] = details.backdropURL ?? ""
        draft["rating"] = FormDraft.decimal(details.rating)
        draft["ratingSource"] = details.ratingSource ?? ""
        draft["director"] = details.director ?? ""
        draft["trailerUrl"] = details.trailerURL ?? ""
        draft["tmdbId"] = details.tmdbID.map { "\($0)" } ?? ""
        draft["isAdult"] = details.isAdult ? "on" : ""
        draft["onDemandStream"] = record.input.onDemandStream.map { "\($0)" } ?? ""
        draft["revision"] = "\(record.revision)"
        draft.set("genres", details.genres.map { "\($0)" })
        CastRows.write(details.cast, to: &draft)
        return draft
    }

    /// The form as it is shown again: with the cast in the order that it would have.
    static func draft(_ form: FormValues, _ problems: InvalidInput = InvalidInput()) -> FormDraft {
        var draft = form.draft(problems)
        CastRows.write(CastRows.members(form), to: &draft)
        return draft
    }

    /// Whether people or files are looked for; nothing is saved then. Enter in a field of the search does that too.
    static func isSearch(_ form: FormValues) -> Bool {
        switch form.text("step") {
        case "find": true
        case "enter": form.line("findPerson") != nil || form.line("findFile") != nil
        default: false
        }
    }

    /// - Throws: ``StreavDomain/InvalidInput`` for what cannot be read; the rest is judged where it is done.
    static func input(_ kind: TitleKind, _ form: FormValues) throws -> TitleInput {
        var problems = InvalidInput()
        let tmdb = form.whole("tmdbId", &problems)
        problems.require(tmdb.map { Int32(exactly: $0) != nil } ?? true, "tmdbId", "must be positive")
        var details = TitleDetails(
            title: form.line("title") ?? "", overview: form.lines("overview"),
            releaseDate: form.day("releaseDate", &problems),
            runtimeMinutes: form.whole("runtimeMinutes", &problems), language: form.line("language"),
            countryCode: form.line("countryCode"), posterURL: form.line("posterUrl"),
            backdropURL: form.line("backdropUrl"), rating: form.decimal("rating", &problems))
        details.ratingSource = form.line("ratingSource")
        details.director = form.line("director")
        details.trailerURL = form.line("trailerUrl")
        details.tmdbID = tmdb.flatMap { Int32(exactly: $0) }
        details.isAdult = form.flag("isAdult")
        details.genres = form.ids("genres")
        details.cast = CastRows.members(form)
        var input = TitleInput(common: details)
        switch kind {
        case .movie: input.onDemandStream = OnDemandStreamID(digits: form.text("onDemandStream"))
        case .show: input.lastReleaseDate = form.day("lastReleaseDate", &problems)
        }
        try problems.throwIfAny()
        return input
    }

    /// Genres that were there already stay in their order; new ones follow.
    static func keepingOrder(_ genres: [GenreID], of old: [GenreID]) -> [GenreID] {
        old.filter(genres.contains) + genres.filter { !old.contains($0) }
    }
}
