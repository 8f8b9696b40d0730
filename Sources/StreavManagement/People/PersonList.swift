import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The list of people.
enum PersonList {
    typealias Row = PersonTable.Listed

    static let path = "/people"

    static let bulk = CatalogueBulk(
        path: path, resource: .people, title: "people.title",
        names: { try $0.people.names(of: $1.map { PersonID($0) }) },
        delete: { try $0.people.delete(PersonID($1)) })

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "gender", "cast"], sorts: PersonTable.Order.allCases.map(\.rawValue))
    }

    static func filter(_ query: ListQuery) -> PersonTable.Filter {
        PersonTable.Filter(
            text: query["q"], gender: query["gender"].flatMap { Int32($0) }.flatMap(PersonGender.init(rawValue:)),
            isCast: query["cast"].flatMap { $0 == "yes" ? true : $0 == "no" ? false : nil })
    }

    static func rows(_ query: ListQuery, _ slice: ListSlice, _ call: PageCall) async throws -> ListPage<Row> {
        let filter = filter(query)
        let order = PersonTable.Order(rawValue: query.sort) ?? .name
        return try await call.read { try $0.people.list(filter, order: order, descending: query.descending, slice) }
    }

    private static let name = ListColumn<Row>("name", "person.name", sortable: true, .primary) {
        .text($0.name)
    } cell: { row, _ in
        "\(PictureView.thumbnail(row.pictureURL))<a href=\"/people/\(row.id.rawValue)\">\(row.name)</a>"
    }
    private static let knownFor = ListColumn<Row>("known-for", "person.known-for") { .text($0.knownFor) }
    private static let born = ListColumn<Row>("born", "person.born", sortable: true, .minor) { .text($0.birthDate) }
    private static let gender = ListColumn<Row>("gender", "person.gender", .minor) {
        .text("\($0.gender)")
    } cell: { row, call in
        "\(PersonForm.genderName(row.gender, call))"
    }
    private static let credits = ListColumn<Row>("credits", "person.credits", sortable: true, .number) {
        .number(Int64($0.credits))
    } cell: { row, call in
        "\(call.texts.number(row.credits))"
    }
    private static let popularity = ListColumn<Row>("popularity", "person.popularity", sortable: true, .number) {
        .text(FormDraft.decimal($0.popularity))
    }
    private static let created = ListColumn<Row>("created", "catalogue.created", sortable: true, .minor) {
        .moment($0.createdAt)
    } cell: { row, call in
        Moment.html(row.createdAt, call)
    }

    static let columns: [ListColumn<Row>] = [name, knownFor, born, gender, credits, popularity, created]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("people.title"), section: path)
        page.subtitle = call.t("people.subtitle")
        if call.may(.create, .people) {
            page.actions = [Button.link(call.t("people.new"), "/people/new", .plus, .primary)]
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        let genders = PersonGender.allCases.map { ("\($0.rawValue)", PersonForm.genderName($0, call)) }
        list.filters = [
            .text("q", "people.search"), .choice("gender", "person.gender", genders),
            .choice("cast", "person.in-cast", [("yes", call.t("value.yes")), ("no", call.t("value.no"))]),
        ]
        list.rowName = { $0.name }
        list.rowID = { "\($0.id)" }
        list.empty = EmptyState.html(.person, call.t("people.empty"), call.t("people.empty-hint"))
        if call.may(.delete, .people) {
            list.bulkPath = "/people/bulk"
            list.bulk = bulk.actions(call)
        }
        if call.may(.edit, .people) {
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "/people/\(row.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }
}
