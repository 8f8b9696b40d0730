internal import StreavSQL

extension CatalogueQueries {
    public struct Person: Hashable, Sendable {
        public let id: Int32
        public let name: String
        public let biography: String?
        public let knownFor: String?
        /// `yyyy-MM-dd`, like ``deathDay``.
        public let birthDate: String?
        public let deathDay: String?
        public let birthPlace: String?
        public let profilePictureURL: String?
        /// 0 unspecified, 1 female, 2 male, 3 non-binary.
        public let gender: Int
        public let imdbID: String?
        public let popularity: Double
    }

    public func person(_ id: Int32) throws -> Person? {
        try connection.fetchOne(
            """
            SELECT id, name, biography, known_for, birth_date, death_day, birth_place, profile_picture_url, gender,
                imdb_id, popularity
            FROM people WHERE id = \(id)
            """
        ) { row in
            Person(
                id: try row["id"], name: try row["name"], biography: try row["biography"],
                knownFor: try row["known_for"], birthDate: try row["birth_date"], deathDay: try row["death_day"],
                birthPlace: try row["birth_place"], profilePictureURL: try row["profile_picture_url"],
                gender: try row["gender"], imdbID: try row["imdb_id"], popularity: try row["popularity"])
        }
    }
}
