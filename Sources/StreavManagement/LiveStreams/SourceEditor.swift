import StreavDomain
import StreavWeb

/// The sources in the form of a live stream: an order to drag, an address each, and a test of it.
struct SourceEditor: Sendable {
    let rows: [SourceRow]
    /// What is stored; empty for a new stream.
    let old: [LiveStreamSource]
    /// What a test of a row has shown.
    var tested: (row: Int, result: SourceProbe)?

    func html(_ call: PageCall, _ draft: FormDraft) -> HTML {
        let all = SourceRow.padded(rows)
        return """
            <p class="hint">\(call.t("stream.sources-hint"))</p>
            <ol class="stream-sources" data-order>\(all.indices.map { row(all[$0], $0, call, draft) })</ol>
            \(draft.problems.problems.first { $0.field == "sources" }.map {
                "<p class=\"problem\">\(call.texts.problem($0.message))</p>" as HTML
            })
            """
    }

    private func row(_ row: SourceRow, _ index: Int, _ call: PageCall, _ draft: FormDraft) -> HTML {
        let number = call.texts.number(index + 1)
        return """
            <li draggable="true" class="stream-source"><span class="stream-grip" aria-hidden="true">\(Icon.grip.html)\
            </span><div class="stream-source-fields">
            \(address(row, index, number, call))
            <div class="stream-source-line">
            <label><span>\(call.t("stream.dead-after"))</span><input name="source-dead-after" inputmode="decimal" \
            value="\(row.deadAfter)" autocomplete="off"></label>
            <label><span>\(call.t("stream.move-to"))</span><input name="source-place" inputmode="numeric" \
            placeholder="\(number)" autocomplete="off"></label>
            \(remove(row, call))
            <span class="stream-source-buttons">
            <button type="button" class="button small quiet" data-move="up">\(call.t("stream.move-up"))</button>
            <button type="button" class="button small quiet" data-move="down">\(call.t("stream.move-down"))</button>
            <button class="button small" name="probe" value="\(index)" formnovalidate>\(call.t("stream.test"))</button>
            </span></div>
            \(problem(index, call, draft))
            \(tested.flatMap { $0.row == index ? SourceProbeView.html($0.result, call) : nil })
            </div></li>
            """
    }

    private func address(_ row: SourceRow, _ index: Int, _ number: String, _ call: PageCall) -> HTML {
        let stored = row.kept.flatMap { old.indices.contains($0) ? old[$0] : nil }
        let isHidden = stored != nil && !call.may(.reveal, .liveStreams)
        let placeholder = isHidden ? LiveStreamFacts.masked(stored?.address ?? "") : "http://"
        return """
            <label><span>\(call.t("stream.source-title", ["number": number]))</span>\
            <input name="source-address" value="\(row.address)" placeholder="\(placeholder)" spellcheck="false" \
            autocomplete="off" maxlength="4096"></label>\
            \("<p class=\"hint\">\(call.t("stream.source-kept"))</p>", if: isHidden)\
            <input type="hidden" name="source-kept" value="\(row.kept.map { "\($0)" } ?? "")">
            """
    }

    private func remove(_ row: SourceRow, _ call: PageCall) -> HTML? {
        row.kept.map { kept in
            """
            <label class="choice"><input type="checkbox" name="source-remove" value="\(kept)"\
            \(" checked", if: row.isRemoved)><span>\(call.t("stream.source-remove"))</span></label>
            """
        }
    }

    private func problem(_ index: Int, _ call: PageCall, _ draft: FormDraft) -> HTML? {
        // Problems are counted over what is left after removing.
        let place = rows.prefix(index).count { !$0.isRemoved }
        guard rows.indices.contains(index), !rows[index].isRemoved else { return nil }
        let found = draft.problems.problems.first { problem in
            problem.field == "sources[\(place)]" || problem.field.hasPrefix("sources[\(place)].")
        }
        return found.map { "<p class=\"problem\">\(call.texts.problem($0.message))</p>" }
    }
}
