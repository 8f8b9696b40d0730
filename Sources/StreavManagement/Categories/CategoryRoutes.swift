import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// `/categories`: the headings under which players list live streams.
enum CategoryRoutes {
    static let routes: [PageRoute] = [
        .get("/categories", .may(.view, .categories)) { .page(try await CategoryList.page($0)) },
        .get("/categories.csv", .may(.view, .categories)) { export($0, .csv) },
        .get("/categories.json", .may(.view, .categories)) { export($0, .json) },
        .get("/categories/new", .may(.create, .categories)) { .page(CategoryPages.new($0, FormDraft())) },
        .post("/categories/new", .may(.create, .categories), FormShape(CategoryPages.fields), create),
        .get("/categories/order", .may(.edit, .categories)) { call in
            .page(CategoryPages.order(call, try await call.read { try $0.categories.all() }))
        },
        .post("/categories/order", .may(.edit, .categories), FormShape(OrderRows.fields()), arrange),
        .get("/categories/{id}/edit", .may(.edit, .categories)) { call in
            let category = try await category(call)
            var draft = FormDraft()
            draft["name"] = category.details.name
            draft["revision"] = "\(category.revision)"
            return .page(CategoryPages.edit(call, category, draft))
        },
        .post(
            "/categories/{id}/edit", .may(.edit, .categories),
            FormShape(CategoryPages.fields + [.text("revision", limit: 20)]), update),
        .get("/categories/{id}/delete", .may(.delete, .categories)) { call in
            let category = try await category(call)
            return .page(CategoryPages.delete(call, category, streams: try await streams(call, category)))
        },
        .post("/categories/{id}/delete", .may(.delete, .categories), FormShape(ConfirmView.field), delete),
    ]

    private static func category(_ call: PageCall) async throws -> Category {
        let id = try call.id(of: Entities.Category.self)
        guard let category = try await call.read({ try $0.categories.find(id) }) else { throw PageFault.notFound }
        return category
    }

    /// How many live streams stand under it.
    private static func streams(_ call: PageCall, _ category: Category) async throws -> Int {
        let filter = LiveStreamTable.Filter(category: category.id)
        let now = call.now
        return try await call.read {
            try $0.liveStreams.list(
                filter, order: .number, descending: false, ListSlice(offset: 0, limit: 1), now: now
            ).total
        }
    }

    private static func export(_ call: PageCall, _ format: ListExport<CategoryList.Row>.Format) -> PageAnswer {
        let query = CategoryList.query(call)
        return ListExport(call: call, name: "categories", columns: CategoryList.columns) { slice in
            try await CategoryList.rows(query, slice, call)
        }.answer(format)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do {
            let name = form.line("name") ?? ""
            try await call.perform { transaction in
                // Behind all others.
                let last = try transaction.connection.categories.all().last?.details.position
                try _ = transaction.categories.create(
                    CategoryDetails(name: name, position: min((last ?? -1) + 1, 1_000_000)))
            }
            return .seeOther(CategoryList.path, .done(call.t("category.created-notice", ["name": name])))
        } catch let problems as InvalidInput {
            return .page(CategoryPages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let category = try await category(call)
        guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
        do {
            let details = CategoryDetails(name: form.line("name") ?? "", position: category.details.position)
            try await call.perform { try $0.categories.update(category.id, details, expecting: revision) }
            return .seeOther(CategoryList.path, .done(call.t("category.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(CategoryPages.edit(call, category, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.category(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = CategoryPages.conflict(call, theirs: theirs, yours: draft)
            return .page(CategoryPages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let arrange: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let before = try await call.read { try $0.categories.all().map(\.id) }
        let wanted = OrderRows.read(form, of: Entities.Category.self)
        let moved = try await call.perform { try $0.categories.arrange(wanted) }
        let undo = Notice.Undo(
            path: "\(CategoryList.path)/order", fields: before.map { Notice.Field(name: "ids", value: "\($0)") })
        return .seeOther(
            CategoryList.path, .done(call.t("category.arranged-notice"), undo: moved > 0 ? undo : nil))
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let category = try await category(call)
        do {
            try ConfirmView.check(form, name: category.details.name)
            try await call.perform { try $0.categories.delete(category.id) }
            return .seeOther(
                CategoryList.path, .done(call.t("category.deleted-notice", ["name": category.details.name])))
        } catch let problems as InvalidInput {
            return .page(
                CategoryPages.delete(
                    call, category, streams: try await streams(call, category), FormDraft(problems: problems)),
                status: .unprocessableContent)
        }
    }
}
