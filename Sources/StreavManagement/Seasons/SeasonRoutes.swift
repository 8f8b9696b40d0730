import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/shows/{id}/seasons`: a show's seasons.
enum SeasonRoutes {
    private static let own: FormShape = FormShape(SeasonForm.fields + [.text("mark", limit: 32)])

    static let routes: [PageRoute] = [
        .get("/shows/{id}/seasons/new", .may(.edit, .shows)) { call in
            let show = try await SeasonPlace.show(call)
            var draft = FormDraft()
            let seasons = try await call.read { try $0.shows.seasons(of: show.id) }
            draft["number"] = "\((seasons.map(\.details.number).max() ?? 0) + 1)"
            return .page(new(call, show, draft))
        },
        .post(
            "/shows/{id}/seasons/new", .may(.edit, .shows),
            FormShape(SeasonForm.fields + [.text("number", limit: 16)]), create),
        .get("/shows/{id}/seasons/{season}", .may(.view, .shows), show),
        .get("/shows/{id}/seasons/{season}/edit", .may(.edit, .shows)) { call in
            let place = try await SeasonPlace.find(call)
            return .page(edit(call, place, SeasonForm.draft(place.season.details)))
        },
        .post("/shows/{id}/seasons/{season}/edit", .may(.edit, .shows), own, update),
        .get("/shows/{id}/seasons/{season}/delete", .may(.edit, .shows)) { call in
            .page(confirm(call, try await SeasonPlace.find(call)))
        },
        .post("/shows/{id}/seasons/{season}/delete", .may(.edit, .shows), FormShape(ConfirmView.field), delete),
    ]

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let show = try await SeasonPlace.show(call)
        do {
            let details = try SeasonForm.details(form)
            try await call.perform { transaction in
                guard try transaction.connection.shows.season(details.number, of: show.id) == nil else {
                    throw InvalidInput(field: "number", "is taken")
                }
                try transaction.shows.putSeason(details, of: show.id)
            }
            let name = SeasonTable.name(details, call)
            return .seeOther(
                "/shows/\(show.id)/seasons/\(details.number)",
                .done(call.t("catalogue.created-notice", ["name": name])))
        } catch let problems as InvalidInput {
            return .page(new(call, show, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let place = try await SeasonPlace.find(call)
        let (episodes, files) = try await call.read { connection in
            let episodes = try connection.shows.episodes(of: place.season.id)
            let names = try connection.onDemandStreams.names(of: episodes.compactMap(\.details.onDemandStream))
            return (episodes, names.reduce(into: [Int32: String]()) { $0[$1.id] = $1.name })
        }
        var page = Page(place.name(call), section: "/shows")
        page.trail = SeasonPlace.trail(call, place.show)
        if call.may(.edit, .shows) {
            page.actions = [
                Button.link(call.t("action.edit"), "\(place.path)/edit", .pencil),
                Button.link(call.t("action.delete"), "\(place.path)/delete", .trash, .danger),
            ]
        }
        let details = place.season.details
        let facts = Panel.facts([
            (call.t("title.released"), CatalogueLinks.text(details.releaseDate.map { FormDraft.day($0) }, call)),
            (call.t("title.overview"), CatalogueLinks.text(details.overview, call)),
            (call.t("title.poster"), PictureView.html(details.posterURL, place.name(call), call)),
            (call.t("title.backdrop"), CatalogueLinks.address(details.backdropURL, call)),
        ])
        let add: HTML? =
            call.may(.edit, .shows)
            ? Button.link(call.t("episode.new"), "\(place.path)/episodes/new", .plus, .quiet) : nil
        page.content = """
            \(Panel.html(
                call.t("title.episodes"), SeasonTable.episodes(call, path: place.path, episodes, files: files),
                action: add, isFlush: true))
            \(Panel.html(call.t("catalogue.facts"), facts))
            """
        return .page(page)
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let place = try await SeasonPlace.find(call)
        let number = place.season.details.number
        let mark = form.text("mark")
        do {
            let details = try SeasonForm.details(form, number: number)
            try await call.perform { transaction in
                // A season counts no revisions: what the form was made of has to be there still.
                guard let now = try transaction.connection.shows.season(number, of: place.show.id),
                    SeasonForm.draft(now.details)["mark"] == mark
                else { throw ControlError.changedMeanwhile(resource: "season", id: place.season.id.rawValue) }
                try transaction.shows.putSeason(details, of: place.show.id)
            }
            return .seeOther(
                place.path, .done(call.t("catalogue.saved-notice", ["name": SeasonTable.name(details, call)])))
        } catch let problems as InvalidInput {
            return .page(edit(call, place, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await SeasonPlace.find(call)
            var draft = form.draft()
            draft["mark"] = SeasonForm.draft(theirs.season.details)["mark"]
            let conflict = SeasonForm.conflict(call, theirs.path, theirs: theirs.season.details, yours: draft)
            return .page(edit(call, theirs, draft, conflict), status: .conflict)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let place = try await SeasonPlace.find(call)
        let name = place.name(call)
        do {
            try ConfirmView.check(form, name: name)
            try await call.perform {
                try $0.shows.deleteSeason(place.season.details.number, of: place.show.id)
            }
            return .seeOther(
                "/shows/\(place.show.id)", .done(call.t("catalogue.deleted-notice", ["name": name])))
        } catch let problems as InvalidInput {
            return .page(confirm(call, place, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }

    // MARK: Pages

    private static func new(_ call: PageCall, _ show: Show, _ draft: FormDraft) -> Page {
        var page = Page(call.t("season.new"), section: "/shows")
        page.trail = SeasonPlace.trail(call, show)
        page.isNarrow = true
        page.content = SeasonForm.html(
            call, "/shows/\(show.id)/seasons/new", draft, cancel: "/shows/\(show.id)", isNew: true)
        return page
    }

    private static func edit(
        _ call: PageCall, _ place: SeasonPlace, _ draft: FormDraft, _ conflict: ConflictView? = nil
    ) -> Page {
        var page = Page(call.t("catalogue.edit-title", ["name": place.name(call)]), section: "/shows")
        page.trail = place.trail(call)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(SeasonForm.html(call, "\(place.path)/edit", draft, cancel: place.path, isNew: false))
            """
        return page
    }

    private static func confirm(_ call: PageCall, _ place: SeasonPlace, _ draft: FormDraft = FormDraft()) -> Page {
        let name = place.name(call)
        var page = Page(call.t("catalogue.delete-title", ["name": name]), section: "/shows")
        page.trail = place.trail(call)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(place.path)/delete", cancel: place.path, name: name,
                text: call.t("season.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }
}
