import StreavControl
import StreavDomain
import StreavStore

/// A season of a show that a page is about.
struct SeasonPlace: Sendable {
    let show: Show
    let season: Season

    var path: String { "/shows/\(show.id)/seasons/\(season.details.number)" }

    func name(_ call: PageCall) -> String { SeasonTable.name(season.details, call) }

    func trail(_ call: PageCall) -> [Page.Link] {
        Self.trail(call, show) + [Page.Link(name(call), path)]
    }

    static func trail(_ call: PageCall, _ show: Show) -> [Page.Link] {
        [
            Page.Link(call.t("shows.title"), "/shows"),
            Page.Link(show.details.common.title, "/shows/\(show.id)"),
        ]
    }

    static func show(_ call: PageCall) async throws -> Show {
        let id = try call.id(of: Entities.Show.self)
        guard let show = try await call.read({ try $0.shows.find(id) }) else { throw PageFault.notFound }
        return show
    }

    /// The one that the path names.
    static func find(_ call: PageCall) async throws -> SeasonPlace {
        let id = try call.id(of: Entities.Show.self)
        guard let number = number("season", call) else { throw PageFault.notFound }
        let found = try await call.read { connection -> SeasonPlace? in
            guard let show = try connection.shows.find(id), let season = try connection.shows.season(number, of: id)
            else { return nil }
            return SeasonPlace(show: show, season: season)
        }
        guard let found else { throw PageFault.notFound }
        return found
    }

    /// A number in the path, in its one written form.
    static func number(_ name: String, _ call: PageCall) -> Int? {
        guard let text = call.parameters[name], let number = Int(text), "\(number)" == text else { return nil }
        return (0...EpisodeDetails.numberRange.upperBound).contains(number) ? number : nil
    }
}
