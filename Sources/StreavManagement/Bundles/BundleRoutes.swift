import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// `/bundles`: what subscribers are given.
enum BundleRoutes {
    static let routes: [PageRoute] = main + contents

    private static let main: [PageRoute] = [
        .get("/bundles", .may(.view, .bundles)) { .page(try await BundleList.page($0)) },
        .get("/bundles.csv", .may(.view, .bundles)) { export($0, .csv) },
        .get("/bundles.json", .may(.view, .bundles)) { export($0, .json) },
        .get("/bundles/new", .may(.create, .bundles)) { .page(BundlePages.new($0, FormDraft())) },
        .post("/bundles/new", .may(.create, .bundles), FormShape(BundleForm.fields), create),
        .get("/bundles/{id}", .may(.view, .bundles), show),
        .get("/bundles/{id}/subscribers", .may(.view, .subscribers), subscribers),
        .get("/bundles/{id}/edit", .may(.edit, .bundles)) { call in
            let bundle = try await bundle(call)
            return .page(BundlePages.edit(call, bundle, BundleForm.draft(bundle)))
        },
        .post(
            "/bundles/{id}/edit", .may(.edit, .bundles), FormShape(BundleForm.fields + [.text("revision", limit: 20)]),
            update),
        .get("/bundles/{id}/delete", .may(.delete, .bundles)) { call in
            .page(BundlePages.delete(call, try await bundle(call)))
        },
        .post("/bundles/{id}/delete", .may(.delete, .bundles), FormShape(ConfirmView.field), delete),
    ]

    private static let contents: [PageRoute] =
        routes(
            .liveStreams, "/bundles/{id}/live-streams", "/bundles/{id}/live-streams/add",
            "/bundles/{id}/live-streams/remove")
        + routes(.movies, "/bundles/{id}/movies", "/bundles/{id}/movies/add", "/bundles/{id}/movies/remove")
        + routes(.shows, "/bundles/{id}/shows", "/bundles/{id}/shows/add", "/bundles/{id}/shows/remove")

    private static func routes(
        _ kind: BundleContentKind, _ path: StaticString, _ add: StaticString, _ remove: StaticString
    ) -> [PageRoute] {
        let contents = BundleContents(kind: kind)
        let limit = BundleContents.pageLimit
        let order = FormShape(PlaceList.fields(count: limit) + [.text("revision", limit: 20)])
        let adding = FormShape(
            .text("action", limit: 16), .list("ids", count: limit), .list("places", count: limit))
        return [
            .get(path, .may(.view, .bundles)) { try await contents.list($0) },
            .post(path, .may(.edit, .bundles), order) { try await contents.arrange($0, $1) },
            .get(add, .may(.edit, .bundles)) { try await contents.candidates($0) },
            .post(add, .may(.edit, .bundles), adding) { try await contents.add($0, $1) },
            .post(remove, .may(.edit, .bundles), FormShape(.list("ids", count: limit))) {
                try await contents.remove($0, $1)
            },
        ]
    }

    static func bundle(_ call: PageCall) async throws -> BundleTable.Listed {
        let id = try call.id(of: Entities.Bundle.self)
        guard let bundle = try await call.read({ try $0.bundles.listed(id) }) else { throw PageFault.notFound }
        return bundle
    }

    private static func export(_ call: PageCall, _ format: ListExport<BundleTable.Listed>.Format) -> PageAnswer {
        let query = BundleList.query(call)
        return ListExport(call: call, name: "bundles", columns: BundleList.columns) { slice in
            try await BundleList.rows(query, slice, call)
        }.answer(format)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let details = BundleDetails(name: form.line("name") ?? "", description: form.line("description"))
        do {
            let bundle = try await call.perform { try $0.bundles.create(details) }
            return .seeOther(
                "/bundles/\(bundle.id)", .done(call.t("bundle.created-notice", ["name": bundle.details.name])))
        } catch let problems as InvalidInput {
            return .page(BundlePages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let id = try call.id(of: Entities.Bundle.self)
        typealias Contents = [BundleContentKind: [BundleTable.Content]]
        let found = try await call.read { connection -> (BundleTable.Listed, Contents)? in
            guard let bundle = try connection.bundles.listed(id) else { return nil }
            var contents: Contents = [:]
            for kind in BundleContentKind.allCases {
                contents[kind] = try connection.bundles.contents(kind, of: id, ListSlice(offset: 0, limit: 8)).entries
            }
            return (bundle, contents)
        }
        guard let (bundle, contents) = found else { throw PageFault.notFound }
        return .page(BundlePages.show(call, bundle, contents))
    }

    private static let subscribers: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let bundle = try await bundle(call)
        var page = BundlePages.frame(call, bundle, here: "subscribers")
        let query = ListQuery(
            "/bundles/\(bundle.id)/subscribers", call.query, filters: ["q"],
            sorts: SubscriberTable.Order.allCases.map(\.rawValue))
        let filter = SubscriberTable.Filter(text: query["q"], bundle: bundle.id)
        var list = ListView(
            call: call, query: query, columns: SubscriberList.columns,
            page: try await SubscriberList.rows(filter, query, query.slice, call))
        list.filters = [.text("q", "subscribers.search")]
        list.isExported = false
        list.empty = EmptyState.html(.person, call.t("bundle.no-subscribers"), call.t("bundle.no-subscribers-hint"))
        if call.may(.create, .subscribers) {
            let path = "/subscribers/new?bundle=\(bundle.id)"
            page.actions.insert(Button.link(call.t("subscribers.new"), path, .plus, .primary), at: 0)
        }
        page.content = list.html
        return .page(page)
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let bundle = try await bundle(call)
        guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
        let name = form.line("name") ?? ""
        let description = form.line("description")
        do {
            try await call.perform {
                try $0.bundles.describe(bundle.id, name: name, description: description, expecting: revision)
            }
            return .seeOther("/bundles/\(bundle.id)", .done(call.t("bundle.saved-notice", ["name": name])))
        } catch let problems as InvalidInput {
            return .page(BundlePages.edit(call, bundle, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.bundle(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = BundleForm.conflict(call, theirs: theirs, yours: draft)
            return .page(BundlePages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let bundle = try await bundle(call)
        do {
            try ConfirmView.check(form, name: bundle.name)
            try await call.perform { try $0.bundles.delete(bundle.id) }
            return .seeOther(BundleList.path, .done(call.t("bundle.deleted-notice", ["name": bundle.name])))
        } catch let problems as InvalidInput {
            return .page(BundlePages.delete(call, bundle, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}
