import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one genre.
enum GenrePages {
    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("genre.new-title"), section: GenreList.path)
        page.trail = [Page.Link(call.t("genres.title"), GenreList.path)]
        page.isNarrow = true
        page.content = GenreForm.html(call, "/genres/new", draft, cancel: GenreList.path, isNew: true)
        return page
    }

    static func edit(_ call: PageCall, _ genre: Genre, _ draft: FormDraft, conflict: ConflictView? = nil) -> Page {
        let path = "/genres/\(genre.id)"
        var page = Page(call.t("catalogue.edit-title", ["name": genre.details.name]), section: GenreList.path)
        page.trail = trail(call, genre)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(GenreForm.html(call, "\(path)/edit", draft, cancel: path, isNew: false))
            """
        return page
    }

    static func show(
        _ call: PageCall, _ genre: Genre, movies: ListPage<ListedTitle>, shows: ListPage<ListedTitle>
    )
        -> Page
    {
        let path = "/genres/\(genre.id)"
        var page = Page(genre.details.name, section: GenreList.path)
        page.trail = [Page.Link(call.t("genres.title"), GenreList.path)]
        if call.may(.edit, .genres) { page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil)) }
        if call.may(.delete, .genres) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        page.content = """
            <div class="columns">
            <div>\(panel("nav.movies", "/movies", movies, genre, call))</div>
            <div>\(panel("nav.shows", "/shows", shows, genre, call))</div>
            </div>
            """
        return page
    }

    static func delete(_ call: PageCall, _ genre: Genre, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "/genres/\(genre.id)"
        var page = Page(call.t("catalogue.delete-title", ["name": genre.details.name]), section: GenreList.path)
        page.trail = trail(call, genre)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: genre.details.name,
                text: call.t("genre.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    private static func trail(_ call: PageCall, _ genre: Genre) -> [Page.Link] {
        [Page.Link(call.t("genres.title"), GenreList.path), Page.Link(genre.details.name, "/genres/\(genre.id)")]
    }

    private static func panel(
        _ title: String, _ path: String, _ found: ListPage<ListedTitle>, _ genre: Genre, _ call: PageCall
    ) -> HTML {
        let entries = found.entries.map { NamedEntry(id: $0.id, name: $0.title) }
        let all = "\(path)?genre=\(genre.id)"
        return Panel.html(
            "\(call.t(title)) · \(call.texts.number(found.total))", CatalogueLinks.html(entries, "\(path)/", call),
            action: found.total > entries.count ? Button.link(call.t("catalogue.all"), all, nil, .quiet) : nil)
    }
}
