import StreavDomain
import StreavStore
import StreavWeb

/// The pages of one person.
enum PersonPages {
    static func new(_ call: PageCall, _ draft: FormDraft) -> Page {
        var page = Page(call.t("person.new-title"), section: PersonList.path)
        page.trail = [Page.Link(call.t("people.title"), PersonList.path)]
        page.isNarrow = true
        page.content = PersonForm.html(call, "/people/new", draft, cancel: PersonList.path, isNew: true)
        return page
    }

    static func edit(_ call: PageCall, _ person: Person, _ draft: FormDraft, conflict: ConflictView? = nil) -> Page {
        let path = "/people/\(person.id)"
        var page = Page(call.t("catalogue.edit-title", ["name": person.details.name]), section: PersonList.path)
        page.trail = trail(call, person)
        page.isNarrow = true
        page.content = """
            \(conflict?.html)
            \(PersonForm.html(call, "\(path)/edit", draft, cancel: path, isNew: false))
            """
        return page
    }

    static func show(_ call: PageCall, _ person: Person, credits: [PersonTable.Credit]) -> Page {
        let path = "/people/\(person.id)"
        let details = person.details
        var page = Page(details.name, section: PersonList.path)
        page.subtitle = details.knownFor
        page.trail = [Page.Link(call.t("people.title"), PersonList.path)]
        if call.may(.edit, .people) { page.actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil)) }
        if call.may(.delete, .people) {
            page.actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        let first: [(title: String, value: HTML)] = [
            (call.t("person.gender"), "\(PersonForm.genderName(details.gender, call))"),
            (call.t("person.born"), CatalogueLinks.text(details.birthDate, call)),
            (call.t("person.birth-place"), CatalogueLinks.text(details.birthPlace, call)),
            (call.t("person.died"), CatalogueLinks.text(details.deathDay, call)),
            (call.t("person.imdb"), CatalogueLinks.text(details.imdbID, call)),
        ]
        let second: [(title: String, value: HTML)] = [
            (call.t("person.popularity"), "\(FormDraft.decimal(details.popularity))"),
            (call.t("catalogue.created"), Moment.html(person.createdAt, call)),
            (call.t("catalogue.updated"), Moment.html(person.updatedAt, call)),
        ]
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("catalogue.facts"), Panel.facts(first + second)))
            \(Panel.html(call.t("person.credits"), creditList(credits, call)))</div>
            <div>\(Panel.html(call.t("person.picture"), picture(call, person)))
            \(Panel.html(call.t("person.biography"), biography(details, call)))</div>
            </div>
            """
        return page
    }

    static func delete(_ call: PageCall, _ person: Person, _ draft: FormDraft = FormDraft()) -> Page {
        let path = "/people/\(person.id)"
        var page = Page(call.t("catalogue.delete-title", ["name": person.details.name]), section: PersonList.path)
        page.trail = trail(call, person)
        page.isNarrow = true
        page.content =
            ConfirmView(
                call: call, action: "\(path)/delete", cancel: path, name: person.details.name,
                text: call.t("person.delete-text"), button: "action.delete", draft: draft
            ).html
        return page
    }

    static func trail(_ call: PageCall, _ person: Person) -> [Page.Link] {
        [Page.Link(call.t("people.title"), PersonList.path), Page.Link(person.details.name, "/people/\(person.id)")]
    }

    private static func picture(_ call: PageCall, _ person: Person) -> HTML {
        let address = person.details.profilePictureURL
        let picture =
            address == nil ? CatalogueLinks.none(call) : PictureView.html(address, person.details.name, call)
        guard call.may(.edit, .people) else { return picture }
        let upload = PictureUpload.html(
            call, "/people/\(person.id)/picture", revision: person.revision, hasPicture: address != nil, FormDraft())
        return "<div class=\"catalogue-head\">\(picture)\(upload)</div>"
    }

    private static func biography(_ details: PersonDetails, _ call: PageCall) -> HTML {
        details.biography.map { "<p class=\"catalogue-text\">\($0)</p>" } ?? CatalogueLinks.none(call)
    }

    private static func creditList(_ credits: [PersonTable.Credit], _ call: PageCall) -> HTML {
        guard !credits.isEmpty else { return CatalogueLinks.none(call) }
        let rows = credits.map { credit in
            """
            <li><a href="\(credit.kind == .movie ? "/movies/" : "/shows/")\(credit.id)">\(credit.title)</a> \
            <span class="soft">\(credit.character ?? "")</span></li>
            """ as HTML
        }
        return "<ul class=\"catalogue-found\">\(rows)</ul>"
    }
}
