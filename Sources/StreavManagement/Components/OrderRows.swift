import StreavDomain
import StreavWeb

/// Rows of a list that is put in order as a whole: dragged, moved by their buttons, or, which needs no script, sent to
/// a place by its number. Nothing is taken out; see ``PlaceList`` for that.
enum OrderRows {
    struct Row: Sendable {
        let id: Int32
        let title: String
        var detail: String?
    }

    static func fields(count: Int = 1000) -> [FormShape.Field] {
        [.list("ids", count: count), .list("places", count: count)]
    }

    static func html(_ rows: [Row], _ call: PageCall) -> HTML {
        """
        <ol class="stream-sources" data-order>\(rows.enumerated().map { index, row in
            """
            <li draggable="true" class="stream-source"><span class="stream-grip" aria-hidden="true">\
            \(Icon.grip.html)</span><b class="category-name">\(row.title)\
            \(row.detail.map { " <small class=\"soft\">\($0)</small>" as HTML })</b>\
            <input type="hidden" name="ids" value="\(row.id)">\
            <label><span class="visually-hidden">\(call.t("stream.move-to"))</span><input name="places" \
            inputmode="numeric" placeholder="\(index + 1)" autocomplete="off" class="category-place"></label>\
            <button type="button" class="button small quiet" data-move="up">\(call.t("stream.move-up"))</button>\
            <button type="button" class="button small quiet" data-move="down">\(call.t("stream.move-down"))</button>\
            </li>
            """ as HTML
        })</ol>
        """
    }

    /// In the order of the rows; those that name a place go there, one after the other.
    static func read<Entity>(_ form: FormValues, of type: Entity.Type) -> [Identifier<Entity>] {
        let places = form.all("places")
        var ids = form.ids("ids", of: type)
        for (index, text) in form.all("ids").enumerated() {
            guard let id = Identifier<Entity>(digits: text), places.indices.contains(index),
                let place = Int(places[index]), let from = ids.firstIndex(of: id)
            else { continue }
            ids.remove(at: from)
            ids.insert(id, at: min(max(place - 1, 0), ids.count))
        }
        return ids
    }
}
