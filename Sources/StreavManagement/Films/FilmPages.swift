import StreavDomain
import StreavWeb

/// The pages of films that are being uploaded.
enum FilmPages {
    static func list(_ call: PageCall, _ draft: FormDraft) async throws -> Page {
        var page = Page(call.t("film.title"), section: OnDemandList.path)
        page.subtitle = call.t("film.subtitle")
        page.trail = [Page.Link(call.t("ondemand.title"), OnDemandList.path)]
        page.isNarrow = true
        guard let store = call.dashboard.films else {
            page.content = Banner.info("\(call.t("ondemand.no-probe"))")
            return page
        }
        let uploads = try await store.unfinished(now: call.now)
        let form = FormView(call, FilmRoutes.path, draft, isStacked: true)
        let rows = uploads.map { upload in
            """
            <li><a href="\(FilmRoutes.path)/\(upload.id)">\(upload.name)</a> <span class="soft">\
            \(Quantity.bytes(upload.received)) / \(Quantity.bytes(upload.size))</span></li>
            """ as HTML
        }
        let waiting: HTML = Panel.html(call.t("film.unfinished"), "<ul class=\"catalogue-found\">\(rows)</ul>")
        page.content = """
            <div class="panel"><div class="panel-body">\(needsScript(call))\
            <div data-upload="begin" data-piece="\(FilmRoutes.pieceLimit)" hidden>
            \(form.open)
            \(file(form))
            \(form.hidden("name", ""))\(form.hidden("size", ""))
            \(form.submit("film.begin"))
            \(FormView.close)\(progress(call, nil))</div></div></div>
            \(waiting, if: !uploads.isEmpty)
            """
        return page
    }

    static func one(_ call: PageCall, _ upload: FilmUpload) -> Page {
        let path = "\(FilmRoutes.path)/\(upload.id)"
        var page = Page(upload.name, section: OnDemandList.path)
        page.trail = [
            Page.Link(call.t("ondemand.title"), OnDemandList.path), Page.Link(call.t("film.title"), FilmRoutes.path),
        ]
        page.isNarrow = true
        page.actions = [Button.post(call.t("film.cancel"), "\(path)/cancel", call, icon: .trash, .danger)]
        let form = FormView(call, "\(path)/finish", FormDraft(), isStacked: true)
        page.content = """
            <div class="panel"><div class="panel-body"><p>\(call.t("film.again"))</p>\(needsScript(call))\
            <div data-upload="\(path)" data-piece="\(FilmRoutes.pieceLimit)" data-name="\(upload.name)" \
            data-size="\(upload.size)" data-received="\(upload.received)" hidden>
            \(form.open)
            \(file(form))
            \(form.submit("film.resume"))
            \(FormView.close)</div>\(progress(call, upload))</div></div>
            """
        return page
    }

    private static func file(_ form: FormView) -> HTML {
        form.field("film", "film.file", hint: "film.hint") { described in
            "<input id=\"field-film\" type=\"file\" required accept=\".mp4,.m4v,.mov\"\(described)>"
        }
    }

    /// Shown until the script takes it away.
    private static func needsScript(_ call: PageCall) -> HTML {
        "<div data-upload-plain>\(Banner.info("\(call.t("film.no-script"))"))</div>"
    }

    private static func progress(_ call: PageCall, _ upload: FilmUpload?) -> HTML {
        let now = upload.map { "\(Quantity.bytes($0.received)) / \(Quantity.bytes($0.size))" } ?? ""
        return """
            <div data-upload-progress\(" hidden", if: upload == nil)><progress class="catalogue-meter" \
            max="\(upload?.size ?? 1)" value="\(upload?.received ?? 0)"></progress>\
            <p class="soft" data-upload-text data-waiting="\(call.t("film.waiting"))" \
            data-other="\(call.t("film.other-file"))" role="status">\(now)</p></div>
            """
    }
}
