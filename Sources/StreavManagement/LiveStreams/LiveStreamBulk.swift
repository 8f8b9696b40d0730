import HTTPTypes
import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// Many live streams at once: first a page that says what would happen, then the deed, then a way back where there is
/// one.
enum LiveStreamBulk {
    enum Action: String, CaseIterable, Sendable {
        case enable, disable
        case addCategory = "add-category"
        case removeCategory = "remove-category"
        case delete

        /// A key of the catalogue.
        var title: String {
            switch self {
            case .enable: "stream.start"
            case .disable: "stream.stop"
            case .addCategory: "stream.bulk-add-category"
            case .removeCategory: "stream.bulk-remove-category"
            case .delete: "action.delete"
            }
        }

        /// What takes it back.
        var opposite: Action? {
            switch self {
            case .enable: .disable
            case .disable: .enable
            case .addCategory: .removeCategory
            case .removeCategory: .addCategory
            case .delete: nil
            }
        }
    }

    private static let path = "\(LiveStreamList.path)/bulk"
    private static let shape = FormShape(.text("action", limit: 20), .list("ids"))
    private static let applied = FormShape(
        .text("action", limit: 20), .list("ids"), .text("packed", limit: 8192), .text("category", limit: 16),
        ConfirmView.field)

    static let routes: [PageRoute] = [
        .post("/live-streams/bulk", .may(.edit, .liveStreams), shape) { call, form in
            let action = try action(form)
            let streams = try await streams(call, form)
            guard !streams.isEmpty else {
                return .seeOther(LiveStreamList.path, .warning(call.t("stream.bulk-none")))
            }
            return .page(try await preview(call, action, streams))
        },
        .post("/live-streams/bulk/apply", .may(.edit, .liveStreams), applied, apply),
    ]

    private static func action(_ form: FormValues) throws -> Action {
        guard let action = Action(rawValue: form.text("action")) else { throw PageFault.malformed("action is unknown") }
        return action
    }

    /// The rows that were chosen, or those of an undo, packed into one field so that many fit into a notice.
    private static func streams(_ call: PageCall, _ form: FormValues) async throws -> [LiveStream] {
        let packed = form.text("packed").split(separator: "-").prefix(1000)
        let ids =
            form.ids("ids", of: Entities.LiveStream.self)
            + packed.compactMap { LiveStreamID(digits: String($0)) }
        return try await call.read { try $0.liveStreams.find(ids) }
    }

    // MARK: Looking first

    private static func preview(
        _ call: PageCall, _ action: Action, _ streams: [LiveStream], _ draft: FormDraft = FormDraft()
    ) async throws -> Page {
        let categories = try await call.read { try $0.categories.all() }
        var page = Page(call.t("stream.bulk-title"), section: LiveStreamList.path)
        page.trail = [Page.Link(call.t("streams.title"), LiveStreamList.path)]
        page.isNarrow = true
        if action == .delete {
            page.content = deletion(call, streams, draft)
            return page
        }
        let form = FormView(call, "\(path)/apply", draft, isStacked: true)
        let changing = streams.filter { changes($0, action) }
        let others = streams.filter { !changes($0, action) }.map(\.details.name)
        page.content = """
            <div class="panel"><div class="panel-body">
            <p>\(sentence(call, action, changing.count))</p>
            \(names(changing))
            \(others.isEmpty
                ? nil
                : "<p class=\"soft\">\(call.t("stream.bulk-unchanged", ["names": others.joined(separator: ", ")]))</p>"
                    as HTML)
            \(form.open)
            \(form.hidden("action", action.rawValue))
            \(changing.map { form.hidden("ids", "\($0.id)") })
            \(needsCategory(action)
                ? form.select("category", "stream.category", categories.map { ("\($0.id)", $0.details.name) }) : "")
            \(form.submit(action.title, cancel: LiveStreamList.path, style: action == .disable ? .danger : .primary))
            \(FormView.close)
            </div></div>
            """
        return page
    }

    private static func deletion(_ call: PageCall, _ streams: [LiveStream], _ draft: FormDraft) -> HTML {
        let fields = [(name: "action", value: Action.delete.rawValue)]
        return """
            \(names(streams))
            \(ConfirmView(
                call: call, action: "\(path)/apply", cancel: LiveStreamList.path, name: "\(streams.count)",
                text: call.count("stream.bulk-delete", streams.count), button: "action.delete", draft: draft,
                fields: fields + streams.map { (name: "ids", value: "\($0.id)") }
            ).html)
            """
    }

    private static func names(_ streams: [LiveStream]) -> HTML {
        "<ul class=\"names\">\(streams.map { "<li>\($0.details.number) \($0.details.name)</li>" as HTML })</ul>"
    }

    private static func sentence(_ call: PageCall, _ action: Action, _ number: Int) -> String {
        switch action {
        case .enable: call.count("stream.bulk-enable", number)
        case .disable: call.count("stream.bulk-disable", number)
        case .addCategory: call.count("stream.bulk-add", number)
        case .removeCategory: call.count("stream.bulk-remove", number)
        case .delete: call.count("stream.bulk-delete", number)
        }
    }

    private static func needsCategory(_ action: Action) -> Bool { action == .addCategory || action == .removeCategory }

    /// Whether a stream is not as it shall be; with categories that is known once one is chosen.
    private static func changes(_ stream: LiveStream, _ action: Action) -> Bool {
        switch action {
        case .enable: !stream.details.isEnabled
        case .disable: stream.details.isEnabled
        case .addCategory, .removeCategory, .delete: true
        }
    }

    // MARK: Doing it

    private static let apply: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let action = try action(form)
        let streams = try await streams(call, form)
        switch action {
        case .delete: return try await delete(call, form, streams)
        case .enable, .disable:
            let isEnabled = action == .enable
            let changing = streams.filter { $0.details.isEnabled != isEnabled }.map(\.id)
            try await call.perform { transaction in
                for id in changing { try transaction.liveStreams.setEnabled(id, isEnabled) }
            }
            return done(call, action, changing, category: nil)
        case .addCategory, .removeCategory:
            guard let category = CategoryID(digits: form.text("category")) else {
                throw PageFault.malformed("category is none")
            }
            let isAdding = action == .addCategory
            let changing = streams.filter { $0.details.categories.contains(category) != isAdding }
            do {
                try await call.perform { transaction in
                    for stream in changing {
                        var details = stream.details
                        details.categories.removeAll { $0 == category }
                        if isAdding { details.categories.append(category) }
                        try transaction.liveStreams.update(stream.id, details, expecting: stream.revision)
                    }
                }
            } catch is InvalidInput {
                return .seeOther(LiveStreamList.path, .failure(call.t("stream.bulk-too-many-categories")))
            } catch ControlError.changedMeanwhile {
                return .seeOther(LiveStreamList.path, .failure(call.t("stream.bulk-changed")))
            }
            return done(call, action, changing.map(\.id), category: category)
        }
    }

    private static func delete(
        _ call: PageCall, _ form: FormValues, _ streams: [LiveStream]
    ) async throws -> PageAnswer {
        guard call.may(.delete, .liveStreams) else { throw PageFault.forbidden }
        do {
            try ConfirmView.check(form, name: "\(streams.count)")
        } catch let problems as InvalidInput {
            return .page(
                try await preview(call, .delete, streams, FormDraft(problems: problems)), status: .unprocessableContent)
        }
        try await call.perform { transaction in
            for stream in streams { try transaction.liveStreams.delete(stream.id) }
        }
        return .seeOther(LiveStreamList.path, .done(call.count("stream.bulk-deleted", streams.count)))
    }

    private static func done(
        _ call: PageCall, _ action: Action, _ changed: [LiveStreamID], category: CategoryID?
    ) -> PageAnswer {
        var undo: Notice.Undo?
        if !changed.isEmpty, let opposite = action.opposite {
            var fields = [
                Notice.Field(name: "action", value: opposite.rawValue),
                Notice.Field(name: "packed", value: changed.map { "\($0)" }.joined(separator: "-")),
            ]
            if let category { fields.append(Notice.Field(name: "category", value: "\(category)")) }
            undo = Notice.Undo(path: "\(path)/apply", fields: fields)
        }
        return .seeOther(LiveStreamList.path, .done(call.count("stream.bulk-done", changed.count), undo: undo))
    }
}
