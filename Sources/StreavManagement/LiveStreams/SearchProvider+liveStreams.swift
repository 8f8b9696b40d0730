import StreavDomain
import StreavStore

extension SearchProvider {
    static let liveStreams = SearchProvider(
        title: "nav.live-streams", icon: .tv, permission: Permission(.view, .liveStreams)
    ) { connection, text, limit in
        try connection.liveStreams.search(text, limit: limit).map {
            Result(title: $0.name, detail: "\($0.number)", path: "\(LiveStreamList.path)/\($0.id)")
        }
    }
}
