import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// What is in a bundle of one kind: the list in its order, and the catalogue to add from.
struct BundleContents: Sendable {
    let kind: BundleContentKind
    /// Rows of a page, each of which sends three fields.
    static let pageLimit = 200

    func path(_ id: BundleID) -> String { "/bundles/\(id)/\(kind.rawValue)" }

    // MARK: The list

    func list(_ call: PageCall) async throws -> PageAnswer {
        let (bundle, contents) = try await found(call)
        return .page(page(call, bundle, contents, rows: Self.rows(contents.entries)))
    }

    /// Saves the order of the page, moves what shall go to another place, and takes out what is marked.
    func arrange(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let id = try call.id(of: Entities.Bundle.self)
        guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
        let kind = kind
        do {
            let sent = try PlaceList.read(form)
            let removed = try await call.perform { transaction -> [(id: Int32, place: Int)] in
                try transaction.bundles.arrange(kind, sent.ids, moves: sent.moves, in: id, expecting: revision)
                return try transaction.bundles.remove(kind, sent.removed, from: id)
            }
            let address = query(call, id).address(page: query(call, id).page)
            guard !removed.isEmpty else { return .seeOther(address, .done(call.t("bundle.arranged-notice"))) }
            let undo = Notice.Undo(
                path: path(id) + "/add",
                fields: [Notice.Field(name: "action", value: "add")]
                    + removed.flatMap {
                        [
                            Notice.Field(name: "ids", value: "\($0.id)"),
                            Notice.Field(name: "places", value: "\($0.place)"),
                        ]
                    })
            return .seeOther(address, .done(call.count("bundle.removed-notice", removed.count), undo: undo))
        } catch let problems as InvalidInput {
            let (bundle, contents) = try await found(call)
            let draft = form.draft(problems)
            return .page(
                page(call, bundle, contents, rows: Self.rows(contents.entries, in: form.all("ids")), draft: draft),
                status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let (bundle, contents) = try await found(call)
            let yours = Self.rows(contents.entries, in: form.all("ids"))
            let conflict = ConflictView(
                call: call, name: bundle.name, reload: path(id),
                fields: [
                    (
                        call.t("bundle.order"), contents.entries.map(\.name).joined(separator: ", "),
                        yours.map(\.title).joined(separator: ", ")
                    )
                ])
            return .page(
                page(call, bundle, contents, rows: yours, draft: form.draft(), conflict: conflict), status: .conflict)
        }
    }

    private func page(
        _ call: PageCall, _ bundle: BundleTable.Listed, _ contents: ListPage<BundleTable.Content>,
        rows: [PlaceList.Row], draft: FormDraft = FormDraft(), conflict: ConflictView? = nil
    ) -> Page {
        var page = BundlePages.frame(call, bundle, here: kind.rawValue)
        let path = path(bundle.id)
        let mayEdit = call.may(.edit, .bundles)
        if mayEdit { page.actions.insert(Button.link(call.t("bundle.add"), "\(path)/add", .plus, .primary), at: 0) }
        guard !contents.entries.isEmpty else {
            page.content = EmptyState.html(.box, call.t("bundle.contents-empty"), call.t("bundle.contents-hint"))
            return page
        }
        let query = query(call, bundle.id)
        let pager = ListPager(call: call, query: query, count: contents.entries.count, total: contents.total)
        guard mayEdit else {
            let items = contents.entries.map { row in
                "<li>\(row.number.map { "<span class=\"number\">\($0)</span>" as HTML })<span>\(row.name)</span></li>"
                    as HTML
            }
            page.content = "<ol class=\"bundle-contents\">\(items)</ol>\(pager.html)"
            return page
        }
        let form = FormView(call, query.address(page: query.page), draft, isStacked: true)
        let places = PlaceList(
            call: call, rows: rows, first: query.slice.offset, total: contents.total,
            removed: Set(draft.all("remove")))
        page.content = """
            \(conflict?.html)
            \(form.open)
            \(form.hidden("revision", "\(bundle.revision)"))
            \(places.html)
            <div class="places-bar"><button class="button primary">\(call.t("bundle.order-save"))</button>\
            <span class="soft">\(call.t("bundle.order-hint"))</span></div>
            \(FormView.close)
            \(pager.html)
            """
        return page
    }

    private func query(_ call: PageCall, _ id: BundleID) -> ListQuery {
        ListQuery(path(id), call.query, filters: [], sorts: ["place"])
    }

    private func found(_ call: PageCall) async throws -> (BundleTable.Listed, ListPage<BundleTable.Content>) {
        let id = try call.id(of: Entities.Bundle.self)
        let slice = query(call, id).slice
        let kind = kind
        let found = try await call.read { connection -> (BundleTable.Listed, ListPage<BundleTable.Content>)? in
            guard let bundle = try connection.bundles.listed(id) else { return nil }
            return (bundle, try connection.bundles.contents(kind, of: id, slice))
        }
        guard let found else { throw PageFault.notFound }
        return found
    }

    private static func rows(_ contents: [BundleTable.Content]) -> [PlaceList.Row] {
        contents.map { PlaceList.Row(id: "\($0.id)", title: $0.name, detail: $0.number.map { "\($0)" }) }
    }

    /// In the order in which they were sent; what came meanwhile stands at the end.
    private static func rows(_ contents: [BundleTable.Content], in ids: [String]) -> [PlaceList.Row] {
        let rows = rows(contents)
        let sent = ids.compactMap { id in rows.first { $0.id == id } }
        return sent + rows.filter { row in !ids.contains(row.id) }
    }

    // MARK: Adding

    private static let columns: [ListColumn<BundleTable.Content>] = [
        ListColumn("number", "bundle.number", .number) { .text($0.number.map { "\($0)" }) },
        ListColumn("name", "bundle.name", .primary) { .text($0.name) },
        ListColumn("in-bundle", "bundle.state") {
            .boolean($0.isInBundle)
        } cell: { row, call in
            row.isInBundle ? Badge.html(call.t("bundle.is-in"), .good) : ""
        },
    ]

    func candidates(_ call: PageCall) async throws -> PageAnswer {
        let id = try call.id(of: Entities.Bundle.self)
        let query = ListQuery(path(id) + "/add", call.query, filters: ["q"], sorts: ["name"])
        let text = query["q"]
        let kind = kind
        let slice = query.slice
        let found = try await call.read { connection -> (BundleTable.Listed, ListPage<BundleTable.Content>)? in
            guard let bundle = try connection.bundles.listed(id) else { return nil }
            return (bundle, try connection.bundles.candidates(kind, for: id, matching: text, slice))
        }
        guard let (bundle, rows) = found else { throw PageFault.notFound }
        var page = Page(call.t("bundle.add-title", ["name": bundle.name]), section: BundleList.path)
        page.trail = BundlePages.trail(call, bundle) + [Page.Link(call.t(BundlePages.title(kind)), path(id))]
        page.actions = [Button.link(call.t("bundle.show-contents"), path(id), .list)]
        let columns = Self.columns.filter { kind == .liveStreams || $0.id != "number" }
        var list = ListView(call: call, query: query, columns: columns, page: rows)
        list.filters = [.text("q", "bundle.search-contents")]
        list.isExported = false
        list.rowName = { $0.name }
        list.rowID = { "\($0.id)" }
        // What was searched for is there again afterwards.
        list.bulkPath = query.address(page: query.page)
        list.bulk = [BulkAction(value: "add", title: "bundle.add-chosen")]
        list.empty = EmptyState.html(.box, call.t("bundle.nothing-to-add"), call.t("bundle.nothing-to-add-hint"))
        page.content = list.html
        return .page(page)
    }

    func add(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let id = try call.id(of: Entities.Bundle.self)
        let kind = kind
        let ids = form.all("ids").compactMap { Int32($0) }
        let places = form.all("places").compactMap { Int($0) }
        let query = ListQuery(path(id) + "/add", call.query, filters: ["q"], sorts: ["name"])
        let back = query.address(page: query.page)
        guard !ids.isEmpty else { return .seeOther(back, .warning(call.t("bundle.add-none"))) }
        do {
            let added = try await call.perform {
                try $0.bundles.add(kind, ids, to: id, at: places.count == ids.count ? places : nil)
            }
            let undo = Notice.Undo(
                path: path(id) + "/remove", fields: added.map { Notice.Field(name: "ids", value: "\($0)") })
            return .seeOther(
                places.isEmpty ? back : path(id),
                .done(call.count("bundle.added-notice", added.count), undo: added.isEmpty ? nil : undo))
        } catch is InvalidInput {
            // Somebody deleted it from the catalogue meanwhile, or the bundle is full.
            return .seeOther(back, .failure(call.t("bundle.add-failed")))
        }
    }

    func remove(_ call: PageCall, _ form: FormValues) async throws -> PageAnswer {
        let id = try call.id(of: Entities.Bundle.self)
        let kind = kind
        let ids = form.all("ids").compactMap { Int32($0) }
        let removed = try await call.perform { try $0.bundles.remove(kind, ids, from: id) }
        return .seeOther(path(id), .done(call.count("bundle.removed-notice", removed.count)))
    }
}
