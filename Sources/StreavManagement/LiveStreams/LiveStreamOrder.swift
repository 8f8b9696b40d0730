import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/live-streams/order`: live streams by their numbers, to be dragged into another order.
enum LiveStreamOrder {
    static let path = "/live-streams/order"
    private static let count = LiveStreamControl.orderLimit
    private static let shape = FormShape(OrderRows.fields(count: count) + [.list("numbers", count: count)])

    static let routes: [PageRoute] = [
        .get("/live-streams/order", .may(.edit, .liveStreams)) { .page(try await page($0)) },
        .post("/live-streams/order", .may(.edit, .liveStreams), shape, arrange),
    ]

    private static func query(_ call: PageCall) -> ListQuery {
        ListQuery(path, call.query, filters: [], sorts: ["number"])
    }

    private static func page(_ call: PageCall, warning: HTML? = nil) async throws -> Page {
        let query = query(call)
        let now = call.now
        let slice = ListSlice(offset: (query.page - 1) * count, limit: count)
        let found = try await call.read {
            try $0.liveStreams.list(.init(), order: .number, descending: false, slice, now: now)
        }
        var page = Page(call.t("stream.arrange"), section: LiveStreamList.path)
        page.subtitle = call.t("stream.arrange-hint")
        page.trail = [Page.Link(call.t("streams.title"), LiveStreamList.path)]
        page.isNarrow = true
        let rows = found.entries.map {
            OrderRows.Row(id: $0.id.rawValue, title: $0.name, detail: "\($0.number)")
        }
        let form = FormView(call, query.address(page: query.page), FormDraft(), isStacked: true)
        let more: HTML =
            slice.offset + found.entries.count < found.total
            ? Button.link(call.t("list.next"), query.address(page: query.page + 1)) : ""
        page.content = """
            \(warning)
            \(form.open)
            \(found.entries.map { form.hidden("numbers", "\($0.id):\($0.number)") })
            \(OrderRows.html(rows, call))
            \(form.submit("action.save", cancel: LiveStreamList.path))
            \(FormView.close)
            \(more)
            """
        return page
    }

    private static let arrange: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let wanted = OrderRows.read(form, of: Entities.LiveStream.self)
        let seen = numbers(form)
        do {
            let moved = try await call.perform {
                try $0.liveStreams.arrange(wanted, expecting: seen.isEmpty ? nil : seen)
            }
            let before = seen.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
            let undo = Notice.Undo(path: path, fields: before.map { Notice.Field(name: "ids", value: "\($0)") })
            return .seeOther(
                LiveStreamList.path,
                .done(call.count("stream.arranged-notice", moved.count), undo: moved.isEmpty ? nil : undo))
        } catch ControlError.changedMeanwhile {
            let warning = Banner.warning("\(call.t("stream.arrange-conflict"))")
            return .page(try await page(call, warning: warning), status: .conflict)
        }
    }

    /// What the page showed: `id:number` each.
    private static func numbers(_ form: FormValues) -> [LiveStreamID: Int] {
        var numbers: [LiveStreamID: Int] = [:]
        for text in form.all("numbers") {
            let halves = text.split(separator: ":", maxSplits: 1)
            guard halves.count == 2, let id = LiveStreamID(digits: halves[0]), let number = Int(halves[1]) else {
                continue
            }
            numbers[id] = number
        }
        return numbers
    }
}
