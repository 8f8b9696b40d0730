import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one movie or show.
struct TitlePages: Sendable {
    let kind: TitleKind

    private func key(_ movie: String, _ show: String) -> String { kind.key(movie, show) }

    private func top(_ call: PageCall) -> Page.Link {
        Page.Link(call.t(key("movies.title", "shows.title")), kind.path)
    }

    func trail(_ call: PageCall, _ record: TitleRecord) -> [Page.Link] {
        [top(call), Page.Link(record.name, "\(kind.path)/\(record.id)")]
    }

    func new(_ call: PageCall, _ draft: FormDraft) async throws -> Page {
        var page = Page(call.t(key("movie.new-title", "show.new-title")), section: kind.path)
        page.trail = [top(call)]
        page.isNarrow = true
        let choices = try await TitleChoices.read(kind, draft, call)
        page.content = TitleForm.html(
            call, kind, "\(kind.path)/new", draft, choices, cancel: kind.path, isNew: true)
        return page
    }

    func edit(
        _ call: PageCall, _ record: TitleRecord, _ draft: FormDraft, isConflict: Bool = false
    ) async throws
        -> Page
    {
        let path = "\(kind.path)/\(record.id)"
        var page = Page(call.t("catalogue.edit-title", ["name": record.name]), section: kind.path)
        page.trail = trail(call, record)
        page.isNarrow = true
        let choices = try await TitleChoices.read(kind, draft, call)
        var conflict: ConflictView?
        if isConflict {
            var people = choices.people
            let theirs = record.input.common.cast.map(\.person)
            for entry in try await call.read({ try $0.people.names(of: theirs) }) { people[entry.id] = entry.name }
            conflict = TitleForm.conflict(call, kind, theirs: record, yours: draft, choices, people: people)
        }
        page.content = """
            \(conflict?.html)
            \(TitleForm.html(call, kind, "\(path)/edit", draft, choices, cancel: path, isNew: false))
            """
        return page
    }

    func delete(_ call: PageCall, _ record: TitleRecord, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "\(kind.path)/\(record.id)"
        var page = Page(call.t("catalogue.delete-title", ["name": record.name]), section: kind.path)
        page.trail = trail(call, record)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: record.name,
                text: call.t(key("movie.delete-text", "show.delete-text")), button: "action.delete", draft: draft
            ).html
        return page
    }

    func show(_ call: PageCall, _ found: TitleDetail) -> Page {
        let record = found.record
        let path = "\(kind.path)/\(record.id)"
        var page = Page(record.name, section: kind.path)
        page.trail = [top(call)]
        if record.input.common.isAdult { page.badge = Badge.html(call.t("title.adult-short"), .wait) }
        if call.may(.edit, kind.resource) {
            page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil))
        }
        if call.may(.delete, kind.resource) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        let details = record.input.common
        let overview: HTML =
            details.overview.map { "<p class=\"catalogue-text\">\($0)</p>" } ?? CatalogueLinks.none(call)
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("catalogue.facts"), Panel.facts(facts(call, found))))
            \(Panel.html(call.t("title.plays"), plays(call, found), action: newSeason(call, record), isFlush: kind == .show))
            </div>
            <div>\(Panel.html(call.t("title.poster"), poster(call, found)))
            \(Panel.html(call.t("title.overview"), overview))
            \(Panel.html(call.t("title.cast"), cast(call, found)))</div>
            </div>
            """
        return page
    }

    private func facts(_ call: PageCall, _ found: TitleDetail) -> [(title: String, value: HTML)] {
        let details = found.record.input.common
        func text(_ value: String?) -> HTML { CatalogueLinks.text(value, call) }
        func day(_ moment: Timestamp?) -> HTML { text(moment.map { FormDraft.day($0) }) }
        var facts: [(title: String, value: HTML)] = [(call.t("title.released"), day(details.releaseDate))]
        if kind == .show {
            facts.append((call.t("title.last-released"), day(found.record.input.lastReleaseDate)))
        }
        let rating = details.rating.map { FormDraft.decimal($0) + (details.ratingSource.map { " · \($0)" } ?? "") }
        facts += [
            (call.t("title.genres"), CatalogueLinks.html(found.genres, "/genres/", call)),
            (call.t("title.runtime"), text(details.runtimeMinutes.map { "\($0)" })),
            (call.t("title.language"), text(details.language)), (call.t("title.country"), text(details.countryCode)),
        ]
        facts += [
            (call.t("title.director"), text(details.director)), (call.t("title.rating"), text(rating)),
            (call.t("title.trailer"), CatalogueLinks.address(details.trailerURL, call)),
            (call.t("title.backdrop"), CatalogueLinks.address(details.backdropURL, call)),
            (call.t("title.tmdb"), text(details.tmdbID.map { "\($0)" })),
        ]
        facts += [
            (call.t("title.bundles"), CatalogueLinks.html(found.bundles, "/bundles/", call)),
            (call.t("catalogue.created"), Moment.html(found.record.createdAt, call)),
            (call.t("catalogue.updated"), Moment.html(found.record.updatedAt, call)),
        ]
        return facts
    }

    private func plays(_ call: PageCall, _ found: TitleDetail) -> HTML {
        if kind == .show { return SeasonTable.html(call, show: found.record.id, found.seasons) }
        guard let file = found.file else {
            return "<p class=\"soft\">\(call.t("title.no-file"))</p>"
        }
        return """
            <p><a href="/on-demand-streams/\(file.id.rawValue)">\(file.details.name)</a></p>\
            <p class="soft">\(OnDemandFacts.line(file.details, call))</p>
            """
    }

    private func newSeason(_ call: PageCall, _ record: TitleRecord) -> HTML? {
        guard kind == .show, call.may(.edit, .shows) else { return nil }
        return Button.link(call.t("season.new"), "/shows/\(record.id)/seasons/new", .plus, .quiet)
    }

    private func poster(_ call: PageCall, _ found: TitleDetail) -> HTML {
        let record = found.record
        let address = record.input.common.posterURL
        let picture = address == nil ? CatalogueLinks.none(call) : PictureView.html(address, record.name, call)
        guard call.may(.edit, kind.resource) else { return picture }
        let upload = PictureUpload.html(
            call, "\(kind.path)/\(record.id)/poster", revision: record.revision, hasPicture: address != nil,
            FormDraft())
        return "<div class=\"catalogue-head\">\(picture)\(upload)</div>"
    }

    private func cast(_ call: PageCall, _ found: TitleDetail) -> HTML {
        let cast = found.record.input.common.cast
        guard !cast.isEmpty else { return CatalogueLinks.none(call) }
        let rows = cast.map { member in
            """
            <li><a href="/people/\(member.person.rawValue)">\
            \(found.people[member.person.rawValue] ?? "#\(member.person)")</a> \
            <span class="soft">\(member.character ?? "")</span></li>
            """ as HTML
        }
        return "<ol class=\"catalogue-found\">\(rows)</ol>"
    }
}
