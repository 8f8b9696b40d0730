import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// `/on-demand-streams`: the files that movies and episodes play.
enum OnDemandRoutes {
    static let routes: [PageRoute] = [
        .get("/on-demand-streams", .may(.view, .onDemandStreams)) { .page(try await OnDemandList.page($0)) },
        .get("/on-demand-streams.csv", .may(.view, .onDemandStreams)) { export($0, .csv) },
        .get("/on-demand-streams.json", .may(.view, .onDemandStreams)) { export($0, .json) },
        .get("/on-demand-streams/new", .may(.create, .onDemandStreams)) { .page(OnDemandPages.new($0, FormDraft())) },
        .post("/on-demand-streams/new", .may(.create, .onDemandStreams), FormShape(OnDemandForm.fields), create),
        .get("/on-demand-streams/{id}", .may(.view, .onDemandStreams)) { call in
            let stream = try await stream(call)
            let uses = try await call.read { try $0.onDemandStreams.uses(of: stream.id, limit: 200) }
            return .page(OnDemandPages.show(call, stream, uses: uses))
        },
        .get("/on-demand-streams/{id}/edit", .may(.edit, .onDemandStreams)) { call in
            let stream = try await stream(call)
            return .page(OnDemandPages.edit(call, stream, OnDemandForm.draft(stream)))
        },
        .post(
            "/on-demand-streams/{id}/edit", .may(.edit, .onDemandStreams),
            FormShape(OnDemandForm.fields + [.text("revision", limit: 20)]), update),
        .post("/on-demand-streams/{id}/probe", .may(.operate, .onDemandStreams), .empty, probe),
        .get("/on-demand-streams/{id}/delete", .may(.delete, .onDemandStreams)) { call in
            .page(OnDemandPages.delete(call, try await stream(call)))
        },
        .post(
            "/on-demand-streams/{id}/delete", .may(.delete, .onDemandStreams), FormShape(ConfirmView.field), delete),
        .post("/on-demand-streams/bulk", .may(.delete, .onDemandStreams), CatalogueBulk.shape) {
            try await OnDemandList.bulk.ask($0, $1)
        },
        .post("/on-demand-streams/bulk/apply", .may(.delete, .onDemandStreams), CatalogueBulk.applyShape) {
            try await OnDemandList.bulk.apply($0, $1)
        },
    ]

    private static func stream(_ call: PageCall) async throws -> OnDemandStream {
        let id = try call.id(of: Entities.OnDemandStream.self)
        guard let stream = try await call.read({ try $0.onDemandStreams.find(id) }) else { throw PageFault.notFound }
        return stream
    }

    private static func export(
        _ call: PageCall, _ format: ListExport<OnDemandStreamTable.Listed>.Format
    ) -> PageAnswer {
        let query = OnDemandList.query(call)
        return ListExport(call: call, name: "on-demand-streams", columns: OnDemandList.columns) { slice in
            try await OnDemandList.rows(query, slice, call)
        }.answer(format)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do {
            var details = try OnDemandForm.details(form)
            var refusal: String?
            if let probe = call.dashboard.fileProbe, details.durationMilliseconds == nil {
                // What the file says of itself need not be typed.
                do throws(MediaFileProbe.Refusal) {
                    details = try await probe.details(details.mediaKey).named(details.name)
                } catch {
                    refusal = error.reason
                }
            }
            let stream = try await call.perform { [details] in try $0.onDemandStreams.create(details) }
            let notice: Notice =
                refusal.map { .warning(call.t("ondemand.created-unread", ["reason": $0])) }
                ?? .done(call.t("catalogue.created-notice", ["name": details.name]))
            return .seeOther("\(OnDemandList.path)/\(stream.id)", notice)
        } catch let problems as InvalidInput {
            return .page(OnDemandPages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let stream = try await stream(call)
        do {
            let details = try OnDemandForm.details(form)
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            try await call.perform { try $0.onDemandStreams.update(stream.id, details, expecting: revision) }
            return .seeOther(
                "\(OnDemandList.path)/\(stream.id)",
                .done(call.t("catalogue.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(OnDemandPages.edit(call, stream, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.stream(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = OnDemandForm.conflict(call, theirs: theirs, yours: draft)
            return .page(OnDemandPages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let probe: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, _ in
        let stream = try await stream(call)
        let path = "\(OnDemandList.path)/\(stream.id)"
        guard let probe = call.dashboard.fileProbe else {
            return .seeOther(path, .warning(call.t("ondemand.no-probe")))
        }
        let found: OnDemandStreamDetails
        do throws(MediaFileProbe.Refusal) {
            found = try await probe.details(stream.details.mediaKey).named(stream.details.name)
        } catch {
            return .seeOther(path, .failure(call.t("ondemand.probe-failed", ["reason": error.reason])))
        }
        guard found != stream.details else { return .seeOther(path, .info(call.t("ondemand.probe-same"))) }
        do {
            try await call.perform { try $0.onDemandStreams.update(stream.id, found, expecting: stream.revision) }
        } catch ControlError.changedMeanwhile {
            return .seeOther(path, .warning(call.t("ondemand.probe-raced")))
        }
        return .seeOther(path, .done(call.t("ondemand.probe-done")))
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let stream = try await stream(call)
        do {
            try ConfirmView.check(form, name: stream.details.name)
            try await call.perform { try $0.onDemandStreams.delete(stream.id) }
            return .seeOther(
                OnDemandList.path, .done(call.t("catalogue.deleted-notice", ["name": stream.details.name])))
        } catch let problems as InvalidInput {
            return .page(
                OnDemandPages.delete(call, stream, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}

extension OnDemandStreamDetails {
    /// The same under another name.
    fileprivate func named(_ name: String) -> OnDemandStreamDetails {
        var details = self
        details.name = name
        return details
    }
}
