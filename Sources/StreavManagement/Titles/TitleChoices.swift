import StreavDomain
import StreavStore

/// What the form of a movie or a show offers to choose from.
struct TitleChoices: Sendable {
    /// People and files that one search shows.
    static let limit = 12

    let genres: [Genre]
    /// The names of those in the cast.
    let people: [Int32: String]
    let foundPeople: [PersonTable.Listed]
    /// The one that is chosen.
    let file: OnDemandStream?
    /// Found, or, where nothing is asked for, those that nothing plays yet.
    let files: [OnDemandStream]

    static func read(_ kind: TitleKind, _ draft: FormDraft, _ call: PageCall) async throws -> TitleChoices {
        let cast = CastRows.rows(draft).map { PersonID($0.person) }
        let person = draft["findPerson"]
        return try await call.read { connection in
            let all = ListSlice(offset: 0, limit: ListSlice.sizeLimit)
            let few = ListSlice(offset: 0, limit: limit)
            var people: [Int32: String] = [:]
            for entry in try connection.people.names(of: cast) { people[entry.id] = entry.name }
            var found: [PersonTable.Listed] = []
            if !person.isEmpty {
                found = try connection.people.list(
                    PersonTable.Filter(text: person), order: .name, descending: false, few
                ).entries
            }
            let (file, files) = kind == .movie ? try FilePicker.read(draft, connection) : (nil, [])
            return TitleChoices(
                genres: try connection.genres.list(text: nil, order: .name, descending: false, all).entries
                    .map(\.genre),
                people: people, foundPeople: found, file: file, files: files)
        }
    }
}
