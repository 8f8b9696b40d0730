import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// Chooses the file that a movie or an episode plays: the one that it has, none, or one of those that a search finds.
enum FilePicker {
    static let fields: [FormShape.Field] = [.text("onDemandStream", limit: 16), .text("findFile")]

    /// The one that is chosen, and what else there is: those found, or, where nothing is asked for, those that nothing
    /// plays yet.
    static func read(
        _ draft: FormDraft, _ connection: any DatabaseConnection
    ) throws -> (OnDemandStream?, [OnDemandStream]) {
        let text = draft["findFile"]
        let filter =
            text.isEmpty ? OnDemandStreamTable.Filter(isUsed: false) : OnDemandStreamTable.Filter(text: text)
        let found = try connection.onDemandStreams.list(
            filter, order: text.isEmpty ? .created : .name, descending: text.isEmpty,
            ListSlice(offset: 0, limit: TitleChoices.limit)
        ).entries.map(\.stream)
        let file = try OnDemandStreamID(digits: draft["onDemandStream"]).flatMap {
            try connection.onDemandStreams.find($0)
        }
        return (file, found.filter { $0.id != file?.id })
    }

    static func html(
        _ form: FormView, _ file: OnDemandStream?, _ files: [OnDemandStream], _ call: PageCall
    ) -> HTML {
        var options: [HTML] = [
            """
            <label class="choice"><input type="radio" name="onDemandStream" value=""\
            \(" checked", if: file == nil)><span>\(call.t("title.no-file"))</span></label>
            """
        ]
        for stream in [file].compactMap(\.self) + files {
            let line = "\(stream.details.mediaKey) · \(OnDemandFacts.line(stream.details, call))"
            options.append(
                """
                <label class="choice"><input type="radio" name="onDemandStream" value="\(stream.id.rawValue)"\
                \(" checked", if: stream.id == file?.id)><span>\(stream.details.name) \
                <small>\(line)</small></span></label>
                """)
        }
        return form.field("findFile", "title.file", hint: "title.file-hint", isOptional: true) { described in
            """
            <div class="catalogue-checks">\(options)</div>\
            <div class="catalogue-find"><input id="field-findFile" name="findFile" type="search" \
            value="\(form.draft["findFile"])" autocomplete="off" \
            placeholder="\(call.t("title.find-file"))"\(described)>\
            <button class="button" name="step" value="find">\(Icon.search.html)\(call.t("list.search"))</button></div>\
            \(form.draft.problem("onDemandStream").map {
                "<p class=\"problem\">\(call.texts.problem($0))</p>" as HTML
            })
            """
        }
    }
}
