import FoundationEssentials
import StreavDomain

/// The films and shows of the seeded world, as the fixtures tell them.
struct SeededCatalogue: Sendable, Decodable {
    struct Person: Sendable, Decodable {
        var key: String
        var name: String
        var biography: String?
        var knownFor: String?
        var birthDate: String?
        var deathDay: String?
        var birthPlace: String?
        var gender: PersonGender
        var popularity: Double
        /// Below the images, like all pictures here.
        var picture: String?
    }

    struct Role: Sendable, Decodable {
        /// A person's key.
        var person: String
        var character: String?
    }

    /// What movies and shows have in common.
    struct Title: Sendable, Decodable {
        var title: String
        var overview: String
        var releaseDate: String
        var runtimeMinutes: Int?
        var language: String
        var countryCode: String
        var rating: Double
        var ratingSource: String
        var director: String
        var genres: [String]
        var cast: [Role]
        var poster: String?
        var backdrop: String?
    }

    struct Movie: Sendable, Decodable {
        var title: Title
        /// A key of the media store.
        var file: String

        private enum CodingKeys: CodingKey { case file }

        init(from decoder: any Decoder) throws {
            title = try Title(from: decoder)
            file = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .file)
        }
    }

    struct Episode: Sendable, Decodable {
        var number: Int
        var name: String
        var overview: String
        var releaseDate: String
        var runtimeMinutes: Int
        var backdrop: String?
        var file: String
    }

    struct Season: Sendable, Decodable {
        var number: Int
        var name: String?
        var overview: String?
        var releaseDate: String
        var poster: String?
        var backdrop: String?
        var episodes: [Episode]
    }

    struct Show: Sendable, Decodable {
        var title: Title
        var lastReleaseDate: String
        var seasons: [Season]

        private enum CodingKeys: CodingKey { case lastReleaseDate, seasons }

        init(from decoder: any Decoder) throws {
            title = try Title(from: decoder)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            lastReleaseDate = try container.decode(String.self, forKey: .lastReleaseDate)
            seasons = try container.decode([Season].self, forKey: .seasons)
        }
    }

    var genres: [String]
    var people: [Person]
    var movies: [Movie]
    var shows: [Show]

    /// - Throws: ``SimulationError`` that names the file and what is wrong with it.
    static func read(_ path: String) throws -> SeededCatalogue {
        do {
            return try JSONDecoder().decode(SeededCatalogue.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw SimulationError(.startup, "the seeded catalogue \(path) cannot be read: \(error)")
        }
    }

    /// Of all its films and episodes, each once, in the order in which they come up.
    var files: [String] {
        var seen: Set<String> = []
        let all = movies.map(\.file) + shows.flatMap(\.seasons).flatMap(\.episodes).map(\.file)
        return all.filter { seen.insert($0).inserted }
    }
}
