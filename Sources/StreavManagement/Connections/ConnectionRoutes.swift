import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// `/connections`: who watches what from where, and sending them away.
enum ConnectionRoutes {
    private static let ids = FormShape.Field.list("ids", count: ConnectionControl.limit)

    static let routes: [PageRoute] = [
        .get("/connections", .may(.view, .connections)) {
            .page(try await ConnectionList.page($0, isLive: true))
        },
        .get("/connections.csv", .may(.view, .connections)) { export($0, .csv, isLive: true) },
        .get("/connections.json", .may(.view, .connections)) { export($0, .json, isLive: true) },
        .get("/connections/history", .may(.view, .connections)) {
            .page(try await ConnectionList.page($0, isLive: false))
        },
        .get("/connections/history.csv", .may(.view, .connections)) { export($0, .csv, isLive: false) },
        .get("/connections/history.json", .may(.view, .connections)) { export($0, .json, isLive: false) },
        .get("/connections/{id}", .may(.view, .connections), show),
        .get("/connections/{id}/close", .may(.operate, .connections)) { call in
            let row = try await connection(call)
            return .page(page(call, [row], FormDraft()))
        },
        .post("/connections/{id}/close", .may(.operate, .connections), FormShape(ConnectionPages.holdField)) {
            call, form in
            let row = try await connection(call)
            return try await close(call, form, [row.id])
        },
        .post(
            "/connections/bulk", .may(.operate, .connections), FormShape(.text("action", limit: 16), ids)
        ) { call, form in
            guard form.text("action") == "close" else { throw PageFault.malformed("action is unknown") }
            let rows = try await open(call, numbers(form))
            guard !rows.isEmpty else {
                return .seeOther(ConnectionList.path, .warning(call.t("connections.bulk-none")))
            }
            return .page(bulkPage(call, rows, FormDraft()))
        },
        .post(
            "/connections/bulk/apply", .may(.operate, .connections), FormShape(ConnectionPages.holdField, ids)
        ) { call, form in
            try await close(call, form, numbers(form))
        },
    ]

    private static func export(
        _ call: PageCall, _ format: ListExport<Connection>.Format, isLive: Bool
    ) -> PageAnswer {
        let query = ConnectionList.query(call, isLive: isLive)
        return ListExport(
            call: call, name: isLive ? "connections" : "connection-history",
            columns: ConnectionList.columns(isLive: isLive)
        ) { slice in
            try await ConnectionList.rows(query, slice, call, isLive: isLive)
        }.answer(format)
    }

    /// - Throws: ``PageFault/notFound``.
    static func connection(_ call: PageCall) async throws -> Connection {
        guard let text = call.parameters["id"], text.utf8.count <= 19, let id = Int64(text), id > 0,
            let row = try await call.read({ try $0.connections.find(id) })
        else { throw PageFault.notFound }
        return row
    }

    private static func numbers(_ form: FormValues) -> [Int64] {
        form.all("ids").compactMap { $0.utf8.count <= 19 ? Int64($0) : nil }.filter { $0 > 0 }
    }

    private static func open(_ call: PageCall, _ ids: [Int64]) async throws -> [Connection] {
        try await call.read { try $0.connections.find(ids) }.filter(\.isLive)
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let row = try await connection(call)
        guard call.may(.view, .activity) else { return .page(ConnectionPages.show(call, row, activity: [])) }
        let filter = ActivityTable.Filter(resource: "connection", resourceID: "\(row.id)")
        let activity = try await call.read {
            try $0.activity.list(filter, ListSlice(offset: 0, limit: 8)).entries
        }
        return .page(ConnectionPages.show(call, row, activity: activity))
    }

    /// One at its own address, many at that of the bulk.
    private static func page(_ call: PageCall, _ rows: [Connection], _ draft: FormDraft) -> Page {
        let path = "/connections/\(rows[0].id)"
        return ConnectionPages.close(call, rows, "\(path)/close", draft, cancel: path)
    }

    private static func bulkPage(_ call: PageCall, _ rows: [Connection], _ draft: FormDraft) -> Page {
        ConnectionPages.close(call, rows, "/connections/bulk/apply", draft, cancel: ConnectionList.path)
    }

    private static func close(_ call: PageCall, _ form: FormValues, _ ids: [Int64]) async throws -> PageAnswer {
        do {
            guard let seconds = form.number("hold"), (0...3600).contains(seconds) else {
                throw InvalidInput(field: "hold", "must be 0 to 3600 seconds")
            }
            let closed = try await call.perform { try $0.connections.close(ids, hold: .seconds(seconds)) }
            guard !closed.isEmpty else {
                return .seeOther(ConnectionList.path, .info(call.t("connections.over-already")))
            }
            return .seeOther(ConnectionList.path, .done(call.count("connections.closed-notice", closed.count)))
        } catch let problems as InvalidInput {
            let rows = try await call.read { try $0.connections.find(ids) }
            guard !rows.isEmpty else { throw PageFault.notFound }
            let page =
                call.parameters["id"] == nil
                ? bulkPage(call, rows, form.draft(problems)) : page(call, rows, form.draft(problems))
            return .page(page, status: .unprocessableContent)
        }
    }
}
