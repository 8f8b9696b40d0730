import StreavDomain
import StreavWeb

/// The seasons of a show, and the episodes of a season.
enum SeasonTable {
    static func html(_ call: PageCall, show: Int32, _ seasons: [(season: Season, episodes: [Episode])]) -> HTML {
        guard !seasons.isEmpty else { return "<p class=\"soft pad\">\(call.t("season.none"))</p>" }
        let rows = seasons.map { season, episodes in
            let playable = episodes.count { $0.details.onDemandStream != nil }
            return """
                <tr><td class="primary" data-label="\(call.t("season.name"))">\
                <a href="/shows/\(show)/seasons/\(season.details.number)">\(name(season.details, call))</a></td>\
                <td data-label="\(call.t("title.released"))">\(FormDraft.day(season.details.releaseDate))</td>\
                <td class="number" data-label="\(call.t("title.episodes"))">\(playable)/\(episodes.count)</td></tr>
                """ as HTML
        }
        return """
            <table class="table"><thead><tr><th scope="col">\(call.t("season.name"))</th>\
            <th scope="col">\(call.t("title.released"))</th><th scope="col" class="number">\
            \(call.t("title.episodes"))</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// "Season 2: The Return", "Specials".
    static func name(_ season: SeasonDetails, _ call: PageCall) -> String {
        let number =
            season.number == 0
            ? call.t("season.specials") : call.t("season.numbered", ["number": "\(season.number)"])
        return season.name.map { $0 == number ? $0 : "\(number): \($0)" } ?? number
    }

    static func episodes(
        _ call: PageCall, path: String, _ episodes: [Episode], files: [Int32: String]
    ) -> HTML {
        guard !episodes.isEmpty else { return "<p class=\"soft pad\">\(call.t("episode.none"))</p>" }
        let rows = episodes.map { row(call, path, $0, files) }
        return """
            <table class="table"><thead><tr><th scope="col">\(call.t("episode.number"))</th>\
            <th scope="col">\(call.t("episode.name"))</th><th scope="col">\(call.t("title.released"))</th>\
            <th scope="col">\(call.t("title.file"))</th><th class="row-actions">\
            <span class="visually-hidden">\(call.t("list.actions"))</span></th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private static func row(
        _ call: PageCall, _ path: String, _ episode: Episode, _ files: [Int32: String]
    ) -> HTML {
        let details = episode.details
        let edit = "\(path)/episodes/\(details.number)/edit"
        let file: HTML =
            details.onDemandStream.map { id in
                "<a href=\"/on-demand-streams/\(id.rawValue)\">\(files[id.rawValue] ?? "#\(id)")</a>"
            } ?? Badge.html(call.t("title.not-playable"), .rest)
        let name = details.name ?? call.t("episode.numbered", ["number": "\(details.number)"])
        let actions: HTML =
            call.may(.edit, .shows)
            ? """
            \(Button.link(call.t("action.edit"), edit, .pencil, .quiet))\
            \(Button.link(call.t("action.delete"), "\(path)/episodes/\(details.number)/delete", .trash, .quiet))
            """ : ""
        return """
            <tr><td class="number" data-label="\(call.t("episode.number"))">\(details.number)</td>\
            <td class="primary" data-label="\(call.t("episode.name"))">\(name)</td>\
            <td data-label="\(call.t("title.released"))">\(FormDraft.day(details.releaseDate))</td>\
            <td data-label="\(call.t("title.file"))">\(file)</td><td class="row-actions">\(actions)</td></tr>
            """
    }
}
