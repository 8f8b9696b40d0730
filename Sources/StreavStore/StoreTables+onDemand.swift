public import StreavSQL

/// The tables of what is watched on demand.
extension DatabaseConnection {
    public var onDemandStreams: OnDemandStreamTable { OnDemandStreamTable(connection: self) }
    public var movies: MovieTable { MovieTable(connection: self) }
    public var shows: ShowTable { ShowTable(connection: self) }
    public var people: PersonTable { PersonTable(connection: self) }
    public var genres: GenreTable { GenreTable(connection: self) }
}
