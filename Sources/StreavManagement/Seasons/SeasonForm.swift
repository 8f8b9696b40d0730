import StreavDomain
import StreavWeb

/// The form of a season. Its number is its name among the show's, so it stays what it is.
enum SeasonForm {
    private static let names = ["number", "name", "overview", "releaseDate", "posterUrl", "backdropUrl"]

    static let fields: [FormShape.Field] = [
        .text("name", limit: 2048), .area("overview", limit: 64 * 1024), .text("releaseDate", limit: 40),
        .text("posterUrl", limit: 4096), .text("backdropUrl", limit: 4096),
    ]

    static func draft(_ details: SeasonDetails) -> FormDraft {
        var draft = FormDraft()
        draft["number"] = "\(details.number)"
        draft["name"] = details.name ?? ""
        draft["overview"] = details.overview ?? ""
        draft["releaseDate"] = FormDraft.day(details.releaseDate)
        draft["posterUrl"] = details.posterURL ?? ""
        draft["backdropUrl"] = details.backdropURL ?? ""
        draft["mark"] = draft.mark(names)
        return draft
    }

    /// - Parameter number: Of the season; nil: as it is typed.
    static func details(_ form: FormValues, number: Int? = nil) throws -> SeasonDetails {
        var problems = InvalidInput()
        let typed = number ?? form.whole("number", &problems)
        problems.require(typed != nil || !problems.problems.isEmpty, "number", "must be a whole number")
        let released = form.day("releaseDate", &problems)
        try problems.throwIfAny()
        return SeasonDetails(
            number: typed ?? 0, name: form.line("name"), overview: form.lines("overview"), releaseDate: released,
            posterURL: form.line("posterUrl"), backdropURL: form.line("backdropUrl"))
    }

    static func html(_ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool) -> HTML {
        let form = FormView(call, action, draft)
        return """
            \(form.open)
            \(isNew
                ? form.text("number", "season.number", hint: "season.number-hint", type: "number", required: true) : "")
            \(form.text("name", "season.title"))
            \(form.area("overview", "title.overview", rows: 5))
            \(form.day("releaseDate", "title.released"))
            \(form.text("posterUrl", "title.poster", hint: "catalogue.picture-hint"))
            \(form.text("backdropUrl", "title.backdrop"))
            \(isNew ? "" : form.hidden("mark", draft["mark"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    static func conflict(
        _ call: PageCall, _ path: String, theirs: SeasonDetails, yours: FormDraft
    ) -> ConflictView {
        let now = draft(theirs)
        let titles: [(String, String)] = [
            ("name", "season.title"), ("overview", "title.overview"), ("releaseDate", "title.released"),
            ("posterUrl", "title.poster"), ("backdropUrl", "title.backdrop"),
        ]
        return ConflictView(
            call: call, name: SeasonTable.name(theirs, call), reload: "\(path)/edit",
            fields: titles.map { (call.t($0.1), now[$0.0], yours[$0.0]) })
    }
}
