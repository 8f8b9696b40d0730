extension Cohort {
    var resolved: ResolvedValue {
        var fields = ResolvedFields()
        fields.add("name", text: name)
        fields.add("kind", text: kind.rawValue)
        switch load {
        case .population(let count): fields.add("population", number: count)
        case .arrivals(let phases): fields.add("arrivals", .list(phases.map(\.resolved)))
        }
        if kind.playsPlaylists {
            fields.add("player", text: player.rawValue)
            fields.add("abr", text: abr.rawValue)
        }
        if kind.watchesChannels { fields.add("dwell", dwell.resolved) }
        fields.add("session", session.resolved)
        fields.add("network", network.resolved)
        if kind.watchesFilms { fields.add("seek", seek?.resolved) }
        fields.add("persona", text: persona.rawValue)
        fields.add("ends", ends.resolved)
        if kind.playsPlaylists { fields.add("cmcd", text: cmcd.description) }
        return fields.table
    }
}
