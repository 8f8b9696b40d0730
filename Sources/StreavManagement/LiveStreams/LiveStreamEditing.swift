import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// Making and changing a live stream, with the bundles that it is in.
enum LiveStreamEditing {
    /// Bundles that can be chosen from; those beyond are changed on their own pages.
    static let bundleLimit = 300

    static func choices(_ call: PageCall) async throws -> LiveStreamForm.Choices {
        let mayBundle = call.may(.edit, .bundles)
        return try await call.read { connection in
            LiveStreamForm.Choices(
                categories: try connection.categories.all(),
                bundles: mayBundle ? try connection.bundles.names(limit: bundleLimit) : [])
        }
    }

    static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let rows = SourceRow.rows(form)
        let choices = try await choices(call)
        if let tested = await tested(call, form, old: []) {
            return .page(LiveStreamPages.new(call, form.draft(), tested, choices))
        }
        do {
            let details = try LiveStreamForm.details(form, rows, old: nil)
            let wanted = Set(form.ids("bundles", of: Entities.Bundle.self))
            let offered = choices.bundles.map(\.id)
            let stream = try await call.perform { transaction in
                let stream = try transaction.liveStreams.create(details)
                try settle(wanted, offered: offered, of: stream.id, transaction)
                return stream
            }
            return .seeOther(
                LiveStreamPages.path(stream), .done(call.t("stream.created-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(
                LiveStreamPages.new(call, form.draft(problems), SourceEditor(rows: rows, old: []), choices),
                status: .unprocessableContent)
        }
    }

    static let edit: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let stream = try await LiveStreamRoutes.stream(call)
        let bundles = try await bundles(call, of: stream.id)
        return .page(
            LiveStreamPages.edit(
                call, stream, LiveStreamForm.draft(stream, bundles: bundles), editor(call, stream),
                try await choices(call)))
    }

    static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let stream = try await LiveStreamRoutes.stream(call)
        let choices = try await choices(call)
        let rows = SourceRow.rows(form)
        guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
        do {
            // What a row keeps is a place in the revision that was shown.
            guard revision == stream.revision else {
                throw ControlError.changedMeanwhile(resource: "live-stream", id: stream.id.rawValue)
            }
            if let tested = await tested(call, form, old: stream.details.sources) {
                return .page(LiveStreamPages.edit(call, stream, form.draft(), tested, choices))
            }
            let details = try LiveStreamForm.details(form, rows, old: stream.details)
            let wanted = Set(form.ids("bundles", of: Entities.Bundle.self))
            let offered = choices.bundles.map(\.id)
            try await call.perform { transaction in
                try transaction.liveStreams.update(stream.id, details, expecting: revision)
                try settle(wanted, offered: offered, of: stream.id, transaction)
            }
            return .seeOther(
                LiveStreamPages.path(stream), .done(call.t("stream.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(
                LiveStreamPages.edit(
                    call, stream, form.draft(problems), SourceEditor(rows: rows, old: stream.details.sources), choices),
                status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            return try await conflict(call, form, rows, choices)
        }
    }

    /// What is there now is read anew, and the next attempt is made on that; so are the sources, whose places may mean
    /// others by now.
    private static func conflict(
        _ call: PageCall, _ form: FormValues, _ rows: [SourceRow], _ choices: LiveStreamForm.Choices
    ) async throws -> PageAnswer {
        let theirs = try await LiveStreamRoutes.stream(call)
        var draft = form.draft()
        draft["revision"] = "\(theirs.revision)"
        let conflict = LiveStreamPages.conflict(call, theirs: theirs, yours: draft, rows: rows)
        return .page(
            LiveStreamPages.edit(call, theirs, draft, editor(call, theirs), choices, conflict: conflict),
            status: .conflict)
    }

    private static func editor(_ call: PageCall, _ stream: LiveStream) -> SourceEditor {
        SourceEditor(
            rows: SourceRow.rows(of: stream, isRevealing: call.may(.reveal, .liveStreams)), old: stream.details.sources)
    }

    private static func bundles(_ call: PageCall, of stream: LiveStreamID) async throws -> [BundleID] {
        try await call.read { try $0.bundles.names(with: stream, limit: bundleLimit).map(\.id) }
    }

    /// The form again, with what a test of one of its rows has shown; nil when none was asked for.
    private static func tested(
        _ call: PageCall, _ form: FormValues, old: [LiveStreamSource]
    ) async -> SourceEditor? {
        guard let index = form.number("probe") else { return nil }
        let rows = SourceRow.unarranged(form)
        guard rows.indices.contains(index), let address = rows[index].resolved(old) else {
            return SourceEditor(rows: SourceRow.rows(form), old: old)
        }
        let result = await SourceTest.run(call, address)
        return SourceEditor(rows: rows, old: old, tested: (index, result))
    }

    /// Puts the stream into the bundles that are wanted and takes it out of the others; those that were not offered
    /// stay as they are.
    private static func settle(
        _ wanted: Set<BundleID>, offered: [BundleID], of stream: LiveStreamID, _ transaction: ControlTransaction
    ) throws {
        let present = Set(try transaction.connection.bundles.names(with: stream, limit: bundleLimit).map(\.id))
        for id in offered where wanted.contains(id) != present.contains(id) {
            guard let bundle = try transaction.connection.bundles.find(id) else { continue }
            var details = bundle.details
            details.liveStreams.removeAll { $0 == stream }
            if wanted.contains(id) { details.liveStreams.append(stream) }
            try transaction.bundles.update(id, details, expecting: bundle.revision)
        }
    }
}
