import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// `/genres`: the kinds of movies and shows.
enum GenreRoutes {
    static let routes: [PageRoute] = [
        .get("/genres", .may(.view, .genres)) { .page(try await GenreList.page($0)) },
        .get("/genres.csv", .may(.view, .genres)) { export($0, .csv) },
        .get("/genres.json", .may(.view, .genres)) { export($0, .json) },
        .get("/genres/new", .may(.create, .genres)) { .page(GenrePages.new($0, FormDraft())) },
        .post("/genres/new", .may(.create, .genres), FormShape(GenreForm.fields), create),
        .get("/genres/{id}", .may(.view, .genres), show),
        .get("/genres/{id}/edit", .may(.edit, .genres)) { call in
            let genre = try await genre(call)
            return .page(GenrePages.edit(call, genre, GenreForm.draft(genre)))
        },
        .post(
            "/genres/{id}/edit", .may(.edit, .genres), FormShape(GenreForm.fields + [GenreForm.markField]), update),
        .get("/genres/{id}/delete", .may(.delete, .genres)) { call in
            .page(GenrePages.delete(call, try await genre(call)))
        },
        .post("/genres/{id}/delete", .may(.delete, .genres), FormShape(ConfirmView.field), delete),
        .post("/genres/bulk", .may(.delete, .genres), CatalogueBulk.shape) { try await GenreList.bulk.ask($0, $1) },
        .post("/genres/bulk/apply", .may(.delete, .genres), CatalogueBulk.applyShape) {
            try await GenreList.bulk.apply($0, $1)
        },
    ]

    private static func genre(_ call: PageCall) async throws -> Genre {
        let id = try call.id(of: Entities.Genre.self)
        guard let genre = try await call.read({ try $0.genres.find(id) }) else { throw PageFault.notFound }
        return genre
    }

    private static func export(_ call: PageCall, _ format: ListExport<GenreTable.Listed>.Format) -> PageAnswer {
        let query = GenreList.query(call)
        return ListExport(call: call, name: "genres", columns: GenreList.columns) { slice in
            try await GenreList.rows(query, slice, call)
        }.answer(format)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let details = GenreDetails(name: form.line("name") ?? "")
        do {
            let genre = try await call.perform { try $0.genres.create(details) }
            return .seeOther(GenreList.path, .done(call.t("catalogue.created-notice", ["name": genre.details.name])))
        } catch let problems as InvalidInput {
            return .page(GenrePages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let genre = try await genre(call)
        let filter = TitleFilter(genre: genre.id)
        let (movies, shows) = try await call.read { connection in
            let slice = ListSlice(offset: 0, limit: 50)
            return (
                try connection.movies.list(filter, order: .title, descending: false, slice),
                try connection.shows.list(filter, order: .title, descending: false, slice)
            )
        }
        return .page(GenrePages.show(call, genre, movies: movies, shows: shows))
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let genre = try await genre(call)
        let details = GenreDetails(name: form.line("name") ?? "")
        let mark = form.text("mark")
        do {
            try await call.perform { transaction in
                // A genre counts no revisions: what the form was made of has to be there still.
                guard let now = try transaction.connection.genres.find(genre.id),
                    GenreForm.draft(now)["mark"] == mark
                else { throw ControlError.changedMeanwhile(resource: "genre", id: genre.id.rawValue) }
                try transaction.genres.update(genre.id, details)
            }
            return .seeOther("/genres/\(genre.id)", .done(call.t("catalogue.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(GenrePages.edit(call, genre, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.genre(call)
            var draft = form.draft()
            draft["mark"] = GenreForm.draft(theirs)["mark"]
            let conflict = ConflictView(
                call: call, name: theirs.details.name, reload: "/genres/\(theirs.id)/edit",
                fields: [(call.t("genre.name"), theirs.details.name, draft["name"])])
            return .page(GenrePages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let genre = try await genre(call)
        do {
            try ConfirmView.check(form, name: genre.details.name)
            try await call.perform { try $0.genres.delete(genre.id) }
            return .seeOther(
                GenreList.path, .done(call.t("catalogue.deleted-notice", ["name": genre.details.name])))
        } catch let problems as InvalidInput {
            return .page(GenrePages.delete(call, genre, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}
