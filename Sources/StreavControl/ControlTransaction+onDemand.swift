/// The use cases of what is watched on demand.
extension ControlTransaction {
    public var onDemandStreams: OnDemandStreamControl { OnDemandStreamControl(transaction: self) }
    public var movies: MovieControl { MovieControl(transaction: self) }
    public var shows: ShowControl { ShowControl(transaction: self) }
    public var people: PersonControl { PersonControl(transaction: self) }
    public var genres: GenreControl { GenreControl(transaction: self) }
}
