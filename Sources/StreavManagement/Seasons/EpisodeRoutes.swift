import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/shows/{id}/seasons/{season}/episodes`: what a season has to play.
enum EpisodeRoutes {
    static let routes: [PageRoute] = [
        .get("/shows/{id}/seasons/{season}/episodes/new", .may(.edit, .shows)) { call in
            let place = try await SeasonPlace.find(call)
            var draft = FormDraft()
            let episodes = try await call.read { try $0.shows.episodes(of: place.season.id) }
            draft["number"] = "\((episodes.map(\.details.number).max() ?? 0) + 1)"
            return .page(try await new(call, place, draft))
        },
        .post(
            "/shows/{id}/seasons/{season}/episodes/new", .may(.edit, .shows),
            FormShape(EpisodeForm.fields + [.text("number", limit: 16)]), create),
        .get("/shows/{id}/seasons/{season}/episodes/{episode}/edit", .may(.edit, .shows)) { call in
            let (place, episode) = try await find(call)
            return .page(try await edit(call, place, episode, EpisodeForm.draft(episode.details)))
        },
        .post(
            "/shows/{id}/seasons/{season}/episodes/{episode}/edit", .may(.edit, .shows),
            FormShape(EpisodeForm.fields + [.text("mark", limit: 32)]), update),
        .get("/shows/{id}/seasons/{season}/episodes/{episode}/delete", .may(.edit, .shows)) { call in
            let (place, episode) = try await find(call)
            return .page(confirm(call, place, episode))
        },
        .post("/shows/{id}/seasons/{season}/episodes/{episode}/delete", .may(.edit, .shows), .empty, delete),
    ]

    private static func find(_ call: PageCall) async throws -> (SeasonPlace, Episode) {
        let place = try await SeasonPlace.find(call)
        guard let number = SeasonPlace.number("episode", call),
            let episode = try await call.read({ try $0.shows.episode(number, of: place.season.id) })
        else { throw PageFault.notFound }
        return (place, episode)
    }

    private static func isSearch(_ form: FormValues) -> Bool {
        form.text("step") == "find" || (form.text("step") == "enter" && form.line("findFile") != nil)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let place = try await SeasonPlace.find(call)
        guard !isSearch(form) else { return .page(try await new(call, place, form.draft())) }
        do {
            let details = try EpisodeForm.details(form)
            let season = place.season
            try await call.perform { transaction in
                guard try transaction.connection.shows.episode(details.number, of: season.id) == nil else {
                    throw InvalidInput(field: "number", "is taken")
                }
                try transaction.shows.putEpisode(details, of: place.show.id, season: season.details.number)
            }
            return .seeOther(place.path, .done(call.t("catalogue.created-notice", ["name": name(details, call)])))
        } catch let problems as InvalidInput {
            return .page(try await new(call, place, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let (place, episode) = try await find(call)
        guard !isSearch(form) else { return .page(try await edit(call, place, episode, form.draft())) }
        let number = episode.details.number
        let season = place.season
        let mark = form.text("mark")
        do {
            let details = try EpisodeForm.details(form, number: number)
            try await call.perform { transaction in
                // An episode counts no revisions: what the form was made of has to be there still.
                guard let now = try transaction.connection.shows.episode(number, of: season.id),
                    EpisodeForm.draft(now.details)["mark"] == mark
                else { throw ControlError.changedMeanwhile(resource: "episode", id: episode.id.rawValue) }
                try transaction.shows.putEpisode(details, of: place.show.id, season: season.details.number)
            }
            return .seeOther(place.path, .done(call.t("catalogue.saved-notice", ["name": name(details, call)])))
        } catch let problems as InvalidInput {
            let page = try await edit(call, place, episode, form.draft(problems))
            return .page(page, status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let (_, theirs) = try await find(call)
            var draft = form.draft()
            draft["mark"] = EpisodeForm.draft(theirs.details)["mark"]
            let conflict = EpisodeForm.conflict(call, path(place, theirs), theirs: theirs.details, yours: draft)
            return .page(try await edit(call, place, theirs, draft, conflict), status: .conflict)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let (place, episode) = try await find(call)
        try await call.perform {
            try $0.shows.deleteEpisode(
                episode.details.number, of: place.show.id, season: place.season.details.number)
        }
        // The form that makes it again.
        let draft = EpisodeForm.draft(episode.details)
        let fields = EpisodeForm.restored.map { Notice.Field(name: $0, value: draft[$0]) }
        return .seeOther(
            place.path,
            .done(
                call.t("catalogue.deleted-notice", ["name": name(episode.details, call)]),
                undo: Notice.Undo(path: "\(place.path)/episodes/new", fields: fields)))
    }

    // MARK: Pages

    private static func path(_ place: SeasonPlace, _ episode: Episode) -> String {
        "\(place.path)/episodes/\(episode.details.number)/edit"
    }

    private static func name(_ details: EpisodeDetails, _ call: PageCall) -> String {
        details.name ?? call.t("episode.numbered", ["number": "\(details.number)"])
    }

    private static func new(_ call: PageCall, _ place: SeasonPlace, _ draft: FormDraft) async throws -> Page {
        let (file, files) = try await call.read { try FilePicker.read(draft, $0) }
        var page = Page(call.t("episode.new"), section: "/shows")
        page.trail = place.trail(call)
        page.isNarrow = true
        page.content = EpisodeForm.html(
            call, "\(place.path)/episodes/new", draft, file: file, files: files, cancel: place.path, isNew: true)
        return page
    }

    private static func edit(
        _ call: PageCall, _ place: SeasonPlace, _ episode: Episode, _ draft: FormDraft,
        _ conflict: ConflictView? = nil
    ) async throws -> Page {
        let (file, files) = try await call.read { try FilePicker.read(draft, $0) }
        var page = Page(call.t("catalogue.edit-title", ["name": name(episode.details, call)]), section: "/shows")
        page.trail = place.trail(call)
        page.isNarrow = true
        let form = EpisodeForm.html(
            call, path(place, episode), draft, file: file, files: files, cancel: place.path, isNew: false)
        page.content = "\(conflict?.html)\(form)"
        return page
    }

    private static func confirm(_ call: PageCall, _ place: SeasonPlace, _ episode: Episode) -> Page {
        let name = name(episode.details, call)
        var page = Page(call.t("catalogue.delete-title", ["name": name]), section: "/shows")
        page.trail = place.trail(call)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(place.path)/episodes/\(episode.details.number)/delete", cancel: place.path,
                name: nil, text: call.t("episode.delete-text"), button: "action.delete"
            ).html
        return page
    }
}
