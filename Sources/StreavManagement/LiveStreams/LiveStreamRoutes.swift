import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// `/live-streams`: the channels, how they are, and what is done to them.
enum LiveStreamRoutes {
    private static let sourceShape = FormShape(.text("source", limit: 4))

    static let routes: [PageRoute] = lists + pages + operations + LiveStreamBulk.routes + LiveStreamOrder.routes

    private static let lists: [PageRoute] = [
        .get("/live-streams", .may(.view, .liveStreams)) { .page(try await LiveStreamList.page($0)) },
        .get("/live-streams.csv", .may(.view, .liveStreams)) { export($0, .csv) },
        .get("/live-streams.json", .may(.view, .liveStreams)) { export($0, .json) },
    ]

    private static let pages: [PageRoute] = [
        .get("/live-streams/new", .may(.create, .liveStreams)) { call in
            let number = try await call.read { try $0.liveStreams.nextNumber() }
            return .page(
                LiveStreamPages.new(
                    call, LiveStreamForm.draft(number: number), SourceEditor(rows: [], old: []),
                    try await LiveStreamEditing.choices(call)))
        },
        .post(
            "/live-streams/new", .may(.create, .liveStreams), FormShape(LiveStreamForm.fields),
            LiveStreamEditing.create),
        .get("/live-streams/{id}", .may(.view, .liveStreams), show),
        .get("/live-streams/{id}/edit", .may(.edit, .liveStreams), LiveStreamEditing.edit),
        .post(
            "/live-streams/{id}/edit", .may(.edit, .liveStreams),
            FormShape(LiveStreamForm.fields + [.text("revision", limit: 20)]), LiveStreamEditing.update),
        .get("/live-streams/{id}/delete", .may(.delete, .liveStreams)) { call in
            .page(LiveStreamPages.delete(call, try await stream(call)))
        },
        .post("/live-streams/{id}/delete", .may(.delete, .liveStreams), FormShape(ConfirmView.field), delete),
    ]

    private static let operations: [PageRoute] = [
        .post("/live-streams/{id}/enable", .may(.operate, .liveStreams), .empty) { call, _ in
            try await setEnabled(call, true)
        },
        .post("/live-streams/{id}/disable", .may(.operate, .liveStreams), .empty) { call, _ in
            try await setEnabled(call, false)
        },
        .post("/live-streams/{id}/restart", .may(.operate, .liveStreams), .empty) { call, _ in
            try await steer(call, call.t("stream.restart-notice")) { try $0.liveStreams.restart($1) }
        },
        .post("/live-streams/{id}/switch", .may(.operate, .liveStreams), sourceShape) { call, form in
            let source = try source(form)
            let text = call.t("stream.switch-notice", ["number": call.texts.number(source + 1)])
            return try await steer(call, text) { try $0.liveStreams.switchSource($1, to: source) }
        },
        .post("/live-streams/{id}/test", .may(.operate, .liveStreams), sourceShape) { call, form in
            let stream = try await stream(call)
            let source = try source(form)
            guard stream.details.sources.indices.contains(source) else { throw PageFault.notFound }
            let result = await SourceTest.run(call, stream.details.sources[source].address)
            return .page(LiveStreamPages.tested(call, stream, source: source, result))
        },
    ]

    static func stream(_ call: PageCall) async throws -> LiveStream {
        let id = try call.id(of: Entities.LiveStream.self)
        guard let stream = try await call.read({ try $0.liveStreams.find(id) }) else { throw PageFault.notFound }
        return stream
    }

    private static func source(_ form: FormValues) throws -> Int {
        guard let source = form.number("source"), (0..<LiveStreamDetails.sourceLimit).contains(source) else {
            throw PageFault.malformed("source is none")
        }
        return source
    }

    private static func export(_ call: PageCall, _ format: ListExport<LiveStreamList.Row>.Format) -> PageAnswer {
        let query = LiveStreamList.query(call)
        return ListExport(call: call, name: "live-streams", columns: LiveStreamList.columns) { slice in
            try await LiveStreamList.rows(query, slice, call)
        }.answer(format)
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let id = try call.id(of: Entities.LiveStream.self)
        let now = call.now
        let reading = try await call.read { connection -> LiveStreamShow.Reading? in
            guard let stream = try connection.liveStreams.find(id) else { return nil }
            return LiveStreamShow.Reading(
                stream: stream, status: try connection.liveStreamStatuses.find(id, now: now),
                server: try connection.assignments.serverName(of: id), categories: try connection.categories.all(),
                bundles: try connection.bundles.names(with: id, limit: LiveStreamShow.bundleLimit),
                events: try connection.liveStreamEvents.latest(of: id, limit: LiveStreamShow.eventLimit))
        }
        guard let reading else { throw PageFault.notFound }
        let preview = reading.stream.details.isEnabled ? try await LiveStreamPreview.find(call, id) : nil
        return .page(LiveStreamShow(call: call, reading: reading, preview: preview).page)
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let stream = try await stream(call)
        do {
            try ConfirmView.check(form, name: stream.details.name)
            try await call.perform { try $0.liveStreams.delete(stream.id) }
            return .seeOther(
                LiveStreamList.path, .done(call.t("stream.deleted-notice", ["name": stream.details.name])))
        } catch let problems as InvalidInput {
            return .page(
                LiveStreamPages.delete(call, stream, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }

    private static func setEnabled(_ call: PageCall, _ isEnabled: Bool) async throws -> PageAnswer {
        let id = try call.id(of: Entities.LiveStream.self)
        let stream = try await call.perform { try $0.liveStreams.setEnabled(id, isEnabled) }
        let name = ["name": stream.details.name]
        let path = LiveStreamPages.path(stream)
        return .seeOther(
            path,
            .done(
                isEnabled ? call.t("stream.started-notice", name) : call.t("stream.stopped-notice", name),
                undo: Notice.Undo(path: "\(path)/\(isEnabled ? "disable" : "enable")", fields: [])))
    }

    private static func steer(
        _ call: PageCall, _ text: String, _ body: @escaping @Sendable (ControlTransaction, LiveStreamID) throws -> Void
    ) async throws -> PageAnswer {
        let id = try call.id(of: Entities.LiveStream.self)
        do {
            try await call.perform { try body($0, id) }
            return .seeOther("\(LiveStreamList.path)/\(id)", .done(text))
        } catch is InvalidInput {
            return .seeOther("\(LiveStreamList.path)/\(id)", .warning(call.t("stream.cannot-steer")))
        }
    }
}
