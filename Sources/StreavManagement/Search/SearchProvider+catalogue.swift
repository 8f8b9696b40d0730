import StreavDomain
import StreavStore

extension SearchProvider {
    static func titles(_ kind: TitleKind) -> SearchProvider {
        SearchProvider(
            title: kind.key("nav.movies", "nav.shows"), icon: kind == .movie ? .film : .show,
            permission: Permission(.view, kind.resource)
        ) { connection, text, limit in
            try kind.list(
                connection, TitleFilter(text: text), order: .title, descending: false,
                ListSlice(offset: 0, limit: limit)
            ).entries.map {
                let year = FormDraft.day($0.releaseDate).prefix(4)
                return Result(title: $0.title, detail: String(year), path: "\(kind.path)/\($0.id)")
            }
        }
    }

    static let people = SearchProvider(
        title: "nav.people", icon: .person, permission: Permission(.view, .people)
    ) { connection, text, limit in
        try connection.people.list(
            PersonTable.Filter(text: text), order: .name, descending: false, ListSlice(offset: 0, limit: limit)
        ).entries.map { Result(title: $0.name, detail: $0.knownFor ?? "", path: "/people/\($0.id)") }
    }

    static let genres = SearchProvider(
        title: "nav.genres", icon: .tag, permission: Permission(.view, .genres)
    ) { connection, text, limit in
        try connection.genres.list(
            text: text, order: .name, descending: false, ListSlice(offset: 0, limit: limit)
        ).entries.map { Result(title: $0.genre.details.name, detail: "", path: "/genres/\($0.genre.id)") }
    }

    static let files = SearchProvider(
        title: "nav.on-demand", icon: .play, permission: Permission(.view, .onDemandStreams)
    ) { connection, text, limit in
        try connection.onDemandStreams.list(
            OnDemandStreamTable.Filter(text: text), order: .name, descending: false,
            ListSlice(offset: 0, limit: limit)
        ).entries.map {
            Result(
                title: $0.stream.details.name, detail: $0.stream.details.mediaKey,
                path: "/on-demand-streams/\($0.stream.id)")
        }
    }
}
