import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// What the routes of movies and of shows do.
struct TitleHandlers: Sendable {
    let kind: TitleKind

    private var pages: TitlePages { TitlePages(kind: kind) }

    func list(_ call: PageCall) async throws -> PageAnswer { .page(try await TitleList(kind: kind).page(call)) }

    func export(_ call: PageCall, _ format: ListExport<ListedTitle>.Format) -> PageAnswer {
        let list = TitleList(kind: kind)
        let query = list.query(call)
        return ListExport(call: call, name: kind.key("movies", "shows"), columns: list.columns) { slice in
            try await list.rows(query, slice, call)
        }.answer(format)
    }

    func new(_ call: PageCall) async throws -> PageAnswer {
        var draft = FormDraft()
        // From the page of a file that nothing plays yet.
        if let file = call.query["file"], OnDemandStreamID(digits: file) != nil { draft["onDemandStream"] = file }
        return .page(try await pages.new(call, draft))
    }

    func create(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        guard !TitleForm.isSearch(form) else { return .page(try await pages.new(call, TitleForm.draft(form))) }
        do {
            let input = try TitleForm.input(kind, form)
            let id = try await call.perform { [kind] in try kind.create($0, input) }
            return .seeOther(
                "\(kind.path)/\(id)", .done(call.t("catalogue.created-notice", ["name": input.common.title])))
        } catch let problems as InvalidInput {
            let page = try await pages.new(call, TitleForm.draft(form, problems))
            return .page(page, status: .unprocessableContent)
        }
    }

    func show(_ call: PageCall) async throws -> PageAnswer {
        let id = try id(call)
        let found = try await call.read { [kind] in try TitleDetail.read(kind, id, $0) }
        guard let found else { throw PageFault.notFound }
        return .page(pages.show(call, found))
    }

    func edit(_ call: PageCall) async throws -> PageAnswer {
        let record = try await record(call)
        return .page(try await pages.edit(call, record, TitleForm.draft(record)))
    }

    func update(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let record = try await record(call)
        guard !TitleForm.isSearch(form) else {
            return .page(try await pages.edit(call, record, TitleForm.draft(form)))
        }
        do {
            var input = try TitleForm.input(kind, form)
            input.common.genres = TitleForm.keepingOrder(input.common.genres, of: record.input.common.genres)
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            try await call.perform { [kind, input] in
                try kind.update($0, record.id, input, expecting: revision)
            }
            return .seeOther(
                "\(kind.path)/\(record.id)", .done(call.t("catalogue.saved-notice", ["name": input.common.title])))
        } catch let problems as InvalidInput {
            let page = try await pages.edit(call, record, TitleForm.draft(form, problems))
            return .page(page, status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await self.record(call)
            var draft = TitleForm.draft(form)
            draft["revision"] = "\(theirs.revision)"
            let page = try await pages.edit(call, theirs, draft, isConflict: true)
            return .page(page, status: .conflict)
        }
    }

    func confirmDelete(_ call: PageCall) async throws -> PageAnswer {
        .page(pages.delete(call, try await record(call)))
    }

    func delete(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let record = try await record(call)
        do {
            try ConfirmView.check(form, name: record.name)
            try await call.perform { [kind] in try kind.delete($0, record.id) }
            return .seeOther(kind.path, .done(call.t("catalogue.deleted-notice", ["name": record.name])))
        } catch let problems as InvalidInput {
            return .page(pages.delete(call, record, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }

    func askBulk(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        try await TitleList(kind: kind).bulk.ask(call, form)
    }

    func applyBulk(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        try await TitleList(kind: kind).bulk.apply(call, form)
    }

    func record(_ call: PageCall) async throws -> TitleRecord {
        let id = try id(call)
        guard let record = try await call.read({ [kind] in try kind.find($0, id) }) else { throw PageFault.notFound }
        return record
    }

    private func id(_ call: PageCall) throws -> Int32 { try call.id(of: Entities.Movie.self).rawValue }
}
