public import StreavDomain
internal import StreavSQL

/// People in movies and shows.
public struct PersonTable {
    let connection: any DatabaseConnection

    public func insert(_ details: PersonDetails, now: Timestamp) throws -> PersonID {
        try connection.value(
            """
            INSERT INTO people (
                name, name_folded, biography, known_for, birth_date, death_day, birth_place, profile_picture_url,
                gender, imdb_id, popularity, created_at, updated_at, revision
            ) VALUES (
                \(details.name), \(FoldedText.fold(details.name)), \(details.biography), \(details.knownFor),
                \(details.birthDate), \(details.deathDay), \(details.birthPlace), \(details.profilePictureURL),
                \(details.gender), \(details.imdbID), \(details.popularity), \(now), \(now), 1
            ) RETURNING id
            """)
    }

    /// False when the person is not there, or has another revision than `expected`.
    public func update(
        _ id: PersonID, _ details: PersonDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE people SET name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                biography = \(details.biography), known_for = \(details.knownFor), birth_date = \(details.birthDate),
                death_day = \(details.deathDay), birth_place = \(details.birthPlace),
                profile_picture_url = \(details.profilePictureURL), gender = \(details.gender),
                imdb_id = \(details.imdbID), popularity = \(details.popularity), updated_at = \(now),
                revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """) == 1
    }

    /// Takes the person from all casts. False when the person is not there.
    public func delete(_ id: PersonID) throws -> Bool {
        try connection.execute("DELETE FROM people WHERE id = \(id)") == 1
    }

    public func find(_ id: PersonID) throws -> Person? {
        try connection.fetchOne(
            """
            SELECT id, name, biography, known_for, birth_date, death_day, birth_place, profile_picture_url, gender,
                imdb_id, popularity, created_at, updated_at, revision
            FROM people WHERE id = \(id)
            """
        ) { row in
            Person(
                id: try row["id"],
                details: PersonDetails(
                    name: try row["name"], biography: try row["biography"], knownFor: try row["known_for"],
                    birthDate: try row["birth_date"], deathDay: try row["death_day"],
                    birthPlace: try row["birth_place"], profilePictureURL: try row["profile_picture_url"],
                    gender: try row["gender"], imdbID: try row["imdb_id"], popularity: try row["popularity"]),
                createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
        }
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [PersonID]) throws -> Set<PersonID> {
        try connection.existing(ids, in: "people")
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM people")
    }
}
