import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// `/servers`: the streaming nodes.
enum ServerRoutes {
    static let routes: [PageRoute] = [
        .get("/servers", .may(.view, .servers)) { .page(try await ServerList.page($0)) },
        .get("/servers.csv", .may(.view, .servers)) { export($0, .csv) },
        .get("/servers.json", .may(.view, .servers)) { export($0, .json) },
        .get("/servers/new", .may(.create, .servers)) { call in
            var draft = FormDraft()
            draft["weight"] = "1"
            return .page(ServerPages.new(call, draft))
        },
        .post("/servers/new", .may(.create, .servers), FormShape(ServerPages.fields), create),
        .get("/servers/{id}", .may(.view, .servers), show),
        .get("/servers/{id}/edit", .may(.edit, .servers)) { call in
            let server = try await server(call)
            return .page(ServerPages.edit(call, server, ServerPages.draft(server)))
        },
        .post(
            "/servers/{id}/edit", .may(.edit, .servers),
            FormShape(ServerPages.fields + [.text("revision", limit: 20)]), update),
        .post("/servers/{id}/status", .may(.operate, .servers), FormShape(.text("status", limit: 16)), setStatus),
        .get("/servers/{id}/delete", .may(.delete, .servers)) { call in
            .page(ServerPages.delete(call, try await server(call)))
        },
        .post("/servers/{id}/delete", .may(.delete, .servers), FormShape(ConfirmView.field), delete),
    ]

    static func server(_ call: PageCall) async throws -> Server {
        let id = try call.id(of: Entities.Server.self)
        guard let server = try await call.read({ try $0.servers.find(id) }) else { throw PageFault.notFound }
        return server
    }

    private static func export(_ call: PageCall, _ format: ListExport<Server>.Format) -> PageAnswer {
        let query = ServerList.query(call)
        return ListExport(call: call, name: "servers", columns: ServerList.columns) { slice in
            try await ServerList.rows(query, slice, call)
        }.answer(format)
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let id = try call.id(of: Entities.Server.self)
        let mayReadLog = call.may(.view, .activity)
        let found = try await call.read { connection -> (Server, [LiveStream], [ActivityEntry])? in
            guard let server = try connection.servers.find(id) else { return nil }
            let filter = ActivityTable.Filter(resource: "server", resourceID: "\(id)")
            return (
                server, try connection.liveStreams.enabled(on: id),
                mayReadLog ? try connection.activity.list(filter, ListSlice(offset: 0, limit: 8)).entries : []
            )
        }
        guard let (server, streams, activity) = found else { throw PageFault.notFound }
        return .page(ServerPages.show(call, server, streams: streams, activity: activity))
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do {
            let details = try ServerPages.details(form, status: .active)
            let server = try await call.perform { try $0.servers.create(details) }
            return .seeOther(
                "/servers/\(server.id)", .done(call.t("servers.created-notice", ["name": server.details.name])))
        } catch let problems as InvalidInput {
            return .page(ServerPages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let server = try await server(call)
        do {
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            let details = try ServerPages.details(form, status: server.details.status)
            try await call.perform { try $0.servers.update(server.id, details, expecting: revision) }
            return .seeOther(
                "/servers/\(server.id)", .done(call.t("servers.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(
                ServerPages.edit(call, server, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.server(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = ServerPages.conflict(call, theirs: theirs, yours: draft)
            return .page(ServerPages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let setStatus: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        guard let status = ServerWords.status(form.text("status")) else {
            throw PageFault.malformed("status is unknown")
        }
        let id = try call.id(of: Entities.Server.self)
        // Read and changed in one transaction: whatever else was changed meanwhile stays.
        let old = try await call.perform { transaction -> Server? in
            guard let server = try transaction.connection.servers.find(id) else { return nil }
            guard server.details.status != status else { return server }
            var details = server.details
            details.status = status
            try transaction.servers.update(id, details, expecting: server.revision)
            return server
        }
        guard let old else { throw PageFault.notFound }
        let undo = Notice.Undo(
            path: "/servers/\(id)/status",
            fields: [Notice.Field(name: "status", value: ServerWords.value(old.details.status))])
        let key =
            switch status {
            case .active: "servers.activated-notice"
            case .draining: "servers.drained-notice"
            case .disabled: "servers.disabled-notice"
            }
        return .seeOther(
            "/servers/\(id)",
            .done(
                call.t(key, ["name": old.details.name]), undo: old.details.status == status ? nil : undo))
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let server = try await server(call)
        do {
            try ConfirmView.check(form, name: server.details.name)
            try await call.perform { try $0.servers.delete(server.id) }
            return .seeOther(
                ServerList.path, .done(call.t("servers.deleted-notice", ["name": server.details.name])))
        } catch let problems as InvalidInput {
            return .page(
                ServerPages.delete(call, server, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}
