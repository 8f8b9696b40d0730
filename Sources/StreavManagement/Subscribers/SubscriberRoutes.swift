import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore

/// `/subscribers`: who may watch.
enum SubscriberRoutes {
    static let routes: [PageRoute] = main + single + SubscriberBulk.routes

    private static let main: [PageRoute] = [
        .get("/subscribers", .may(.view, .subscribers)) { .page(try await SubscriberList.page($0)) },
        .get("/subscribers.csv", .may(.view, .subscribers)) { export($0, .csv) },
        .get("/subscribers.json", .may(.view, .subscribers)) { export($0, .json) },
        .get("/subscribers/new", .may(.create, .subscribers), SubscriberWizard.start),
        .post("/subscribers/new", .may(.create, .subscribers), SubscriberWizard.shape, SubscriberWizard.go),
    ]

    private static let single: [PageRoute] = [
        .get("/subscribers/{id}", .may(.view, .subscribers), show),
        .get("/subscribers/{id}/playback", .may(.reveal, .subscribers), SubscriberPlayback.show),
        .get("/subscribers/{id}/admission", .may(.view, .subscribers), SubscriberAdmission.show),
        .get("/subscribers/{id}/edit", .may(.edit, .subscribers)) { call in
            let subscriber = try await subscriber(call)
            let choices = try await SubscriberChoices.read(call, owner: subscriber.details.owner)
            let draft = SubscriberForm.draft(subscriber.details, revision: subscriber.revision)
            return .page(SubscriberPages.edit(call, subscriber, draft, choices))
        },
        .post(
            "/subscribers/{id}/edit", .may(.edit, .subscribers),
            FormShape(SubscriberForm.fields + [.text("revision", limit: 20)]), update),
        .get("/subscribers/{id}/token", .may(.edit, .subscribers)) { call in
            .page(SubscriberPages.regenerate(call, try await subscriber(call)))
        },
        .post("/subscribers/{id}/token", .may(.edit, .subscribers), .empty) { call, _ in
            let subscriber = try await subscriber(call)
            try await call.perform { _ = try $0.subscribers.regenerateAccessToken(subscriber.id) }
            return .seeOther(
                SubscriberPages.path(subscriber),
                .done(call.t("subscriber.token-notice", ["name": subscriber.details.username])))
        },
        .get("/subscribers/{id}/delete", .may(.delete, .subscribers)) { call in
            .page(SubscriberPages.delete(call, try await subscriber(call)))
        },
        .post("/subscribers/{id}/delete", .may(.delete, .subscribers), FormShape(ConfirmView.field), delete),
    ]

    static func subscriber(_ call: PageCall) async throws -> Subscriber {
        let id = try call.id(of: Entities.Subscriber.self)
        guard let subscriber = try await call.read({ try $0.subscribers.find(id) }) else { throw PageFault.notFound }
        return subscriber
    }

    private static func export(_ call: PageCall, _ format: ListExport<SubscriberTable.Listed>.Format) -> PageAnswer {
        let query = SubscriberList.query(call)
        let filter = SubscriberList.filter(query, call)
        return ListExport(call: call, name: "subscribers", columns: SubscriberList.columns) { slice in
            try await SubscriberList.rows(filter, query, slice, call)
        }.answer(format)
    }

    private static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let subscriber = try await subscriber(call)
        let mayReveal = call.may(.reveal, .subscribers)
        let mayReadLog = call.may(.view, .activity)
        let id = subscriber.id
        let owner = subscriber.details.owner
        let (name, bundles, activity) = try await call.read { connection in
            let filter = ActivityTable.Filter(resource: "subscriber", resourceID: "\(id)")
            return (
                try owner.flatMap { try connection.users.find($0) }?.details.username ?? "",
                try connection.subscribers.bundleNames(of: id),
                mayReadLog ? try connection.activity.list(filter, ListSlice(offset: 0, limit: 6)).entries : []
            )
        }
        var playback: SubscriberPlayback.Found?
        let isRunning = subscriber.details.expiresAt.map { call.now < $0 } ?? true
        if mayReveal, call.dashboard.playback != nil, subscriber.details.status == .active, isRunning {
            playback = try await SubscriberPlayback.rows(
                call, subscriber, .liveStreams, .hours, matching: nil, SubscriberPlayback.few)
        }
        let token = mayReveal ? try await call.dashboard.control.accessToken(of: id) : nil
        return .page(
            SubscriberPages.show(
                call,
                SubscriberPages.Known(
                    subscriber: subscriber, owner: name, bundles: bundles, activity: activity, token: token,
                    playback: playback)))
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let subscriber = try await subscriber(call)
        let choices = try await SubscriberChoices.read(call, owner: subscriber.details.owner)
        let draft = SubscriberForm.draft(form)
        // The other button only puts a bundle into the form.
        if form.text("go") == "add", draft.problems.problems.isEmpty {
            return .page(SubscriberPages.edit(call, subscriber, draft, choices))
        }
        guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
        func shown(_ problems: InvalidInput) -> FormDraft {
            var shown = form.draft(problems)
            shown.set("bundles", draft.all("bundles"))
            return shown
        }
        do {
            var problems = draft.problems
            let details = SubscriberForm.details(
                draft, base: subscriber.details, owners: choices.owners.map { "\($0.id)" }, &problems)
            try problems.throwIfAny()
            let saved = try await call.perform {
                try $0.subscribers.update(subscriber.id, details, expecting: revision)
            }
            return .seeOther(
                SubscriberPages.path(saved), .done(call.t("subscriber.saved-notice", ["name": saved.details.username])))
        } catch let problems as InvalidInput {
            return .page(
                SubscriberPages.edit(call, subscriber, shown(SubscriberForm.shown(problems)), choices),
                status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.subscriber(call)
            var draft = shown(InvalidInput())
            draft["revision"] = "\(theirs.revision)"
            let conflict = SubscriberPages.conflict(call, theirs: theirs, yours: draft, choices)
            return .page(
                SubscriberPages.edit(call, theirs, draft, choices, conflict: conflict), status: .conflict)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let subscriber = try await subscriber(call)
        do {
            try ConfirmView.check(form, name: subscriber.details.username)
            try await call.perform { try $0.subscribers.delete(subscriber.id) }
            return .seeOther(
                SubscriberList.path,
                .done(call.t("subscriber.deleted-notice", ["name": subscriber.details.username])))
        } catch let problems as InvalidInput {
            return .page(
                SubscriberPages.delete(call, subscriber, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}
