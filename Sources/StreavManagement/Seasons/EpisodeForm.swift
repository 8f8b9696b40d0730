import StreavDomain
import StreavWeb

/// The form of an episode. Its number is its name among the season's, so it stays what it is.
enum EpisodeForm {
    /// What brings a deleted episode back.
    static let restored = names

    private static let names = [
        "number", "name", "overview", "releaseDate", "runtimeMinutes", "backdropUrl", "onDemandStream",
    ]

    static let fields: [FormShape.Field] =
        [
            .text("name", limit: 2048), .area("overview", limit: 64 * 1024), .text("releaseDate", limit: 40),
            .text("runtimeMinutes", limit: 16), .text("backdropUrl", limit: 4096), .text("step", limit: 16),
        ] + FilePicker.fields

    static func draft(_ details: EpisodeDetails) -> FormDraft {
        var draft = FormDraft()
        draft["number"] = "\(details.number)"
        draft["name"] = details.name ?? ""
        draft["overview"] = details.overview ?? ""
        draft["releaseDate"] = FormDraft.day(details.releaseDate)
        draft["runtimeMinutes"] = details.runtimeMinutes.map { "\($0)" } ?? ""
        draft["backdropUrl"] = details.backdropURL ?? ""
        draft["onDemandStream"] = details.onDemandStream.map { "\($0)" } ?? ""
        draft["mark"] = draft.mark(names)
        return draft
    }

    /// - Parameter number: Of the episode; nil: as it is typed.
    static func details(_ form: FormValues, number: Int? = nil) throws -> EpisodeDetails {
        var problems = InvalidInput()
        let typed = number ?? form.whole("number", &problems)
        problems.require(typed != nil || !problems.problems.isEmpty, "number", "must be a whole number")
        let released = form.day("releaseDate", &problems)
        let runtime = form.whole("runtimeMinutes", &problems)
        try problems.throwIfAny()
        return EpisodeDetails(
            number: typed ?? 0, name: form.line("name"), overview: form.lines("overview"), releaseDate: released,
            runtimeMinutes: runtime, backdropURL: form.line("backdropUrl"),
            onDemandStream: OnDemandStreamID(digits: form.text("onDemandStream")))
    }

    static func html(
        _ call: PageCall, _ action: String, _ draft: FormDraft, file: OnDemandStream?, files: [OnDemandStream],
        cancel: String, isNew: Bool
    ) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            <button class="visually-hidden" name="step" value="enter" tabindex="-1" aria-hidden="true">\
            \(call.t("action.save"))</button>
            \(isNew ? form.text("number", "episode.number", type: "number", required: true) : "")
            \(form.text("name", "episode.name"))
            \(form.area("overview", "title.overview", rows: 5))
            \(form.day("releaseDate", "title.released"))
            \(form.text("runtimeMinutes", "title.runtime", hint: "title.runtime-hint"))
            \(FilePicker.html(form, file, files, call))
            \(form.text("backdropUrl", "title.backdrop", hint: "catalogue.picture-hint"))
            \(isNew ? "" : form.hidden("mark", draft["mark"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    static func conflict(
        _ call: PageCall, _ path: String, theirs: EpisodeDetails, yours: FormDraft
    ) -> ConflictView {
        let now = draft(theirs)
        let titles: [(String, String)] = [
            ("name", "episode.name"), ("overview", "title.overview"), ("releaseDate", "title.released"),
            ("runtimeMinutes", "title.runtime"), ("backdropUrl", "title.backdrop"), ("onDemandStream", "title.file"),
        ]
        return ConflictView(
            call: call, name: call.t("episode.numbered", ["number": "\(theirs.number)"]), reload: path,
            fields: titles.map { (call.t($0.1), now[$0.0], yours[$0.0]) })
    }
}
