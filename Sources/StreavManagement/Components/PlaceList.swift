import StreavDomain
import StreavWeb

/// Rows of a form whose order means something. They are dragged, moved by their buttons, or, which needs no script,
/// sent to a place by its number; a box takes a row out.
struct PlaceList {
    struct Row: Sendable {
        let id: String
        let title: String
        var detail: String?
        /// Where the row's title leads.
        var path: String?
    }

    let call: PageCall
    let rows: [Row]
    /// The name of the fields that hold the ids.
    var name = "ids"
    /// The place of the first row, from 0 on.
    var first = 0
    /// Rows of the whole list.
    let total: Int
    /// The rows that are to go, and the places that were typed, as they were sent.
    var removed: Set<String> = []

    /// Besides the ids themselves: the rows' places, and those that are to go.
    static func fields(_ name: String = "ids", count: Int) -> [FormShape.Field] {
        [.list(name, count: count), .list("places", count: count), .list("remove", count: count)]
    }

    /// The rows as they were sent: in their order, without those that are to go, and with what goes to another place.
    ///
    /// - Throws: ``StreavDomain/InvalidInput`` for a place that is no number from 1 on.
    static func read(
        _ form: FormValues, _ name: String = "ids"
    ) throws(InvalidInput) -> (ids: [Int32], moves: [(id: Int32, place: Int)], removed: [Int32]) {
        let ids = form.all(name)
        let places = form.all("places")
        let removed = form.all("remove").compactMap { Int32($0) }
        var moves: [(id: Int32, place: Int)] = []
        for (index, text) in places.enumerated() where index < ids.count {
            let trimmed = text.filter { !$0.isWhitespace }
            guard !trimmed.isEmpty, let id = Int32(ids[index]) else { continue }
            guard let place = Int(trimmed), (1...1_000_000).contains(place) else {
                throw InvalidInput(field: "places", "must be a place from 1 on")
            }
            moves.append((id, place - 1))
        }
        return (ids.compactMap { Int32($0) }.filter { !removed.contains($0) }, moves, removed)
    }

    var html: HTML {
        """
        <ol class="places" data-order>\(rows.enumerated().map { index, row in
            self.row(row, first + index + 1)
        })</ol>
        """
    }

    private func row(_ row: Row, _ place: Int) -> HTML {
        let title: HTML = row.path.map { "<a href=\"\($0)\">\(row.title)</a>" } ?? "\(row.title)"
        let named = ["name": row.title]
        return """
            <li draggable="true"><span class="place-grip">\(Icon.grip.html)</span>\
            <span class="place-number number">\(place)</span>\
            <span class="place-name">\(title)\
            \(row.detail.map { " <small class=\"soft\">\($0)</small>" as HTML })</span>\
            <input type="hidden" name="\(name)" value="\(row.id)">\
            <span class="place-tools">\
            <button type="button" class="button small quiet place-step" data-move="up" \
            aria-label="\(call.t("bundle.order-up", named))">↑</button>\
            <button type="button" class="button small quiet place-step" data-move="down" \
            aria-label="\(call.t("bundle.order-down", named))">↓</button>\
            <label class="place-to"><span>\(call.t("bundle.order-to"))</span>\
            <input name="places" inputmode="numeric" autocomplete="off" size="4" \
            aria-label="\(call.t("bundle.order-to-place", named))"></label>\
            <label class="place-remove"><input type="checkbox" name="remove" value="\(row.id)"\
            \(" checked", if: removed.contains(row.id)) aria-label="\(call.t("bundle.order-remove-name", named))">\
            <span>\(call.t("bundle.order-remove"))</span></label></span></li>
            """
    }
}
