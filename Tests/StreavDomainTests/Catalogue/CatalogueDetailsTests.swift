import StreavDomain
import Testing

@Suite("What may be written of the catalogue")
struct CatalogueDetailsTests {
    /// The fields that are complained about; none when it is valid.
    private func fields<Details>(_ validate: () throws(InvalidInput) -> Details) -> [String] {
        do {
            _ = try validate()
            return []
        } catch {
            return error.problems.map(\.field)
        }
    }

    private static let longest = TitleDetails(
        title: String(repeating: "é", count: TitleDetails.titleLimit),
        overview: String(repeating: "a\n", count: TitleDetails.overviewLimit / 2),
        releaseDate: Timestamp(milliseconds: 253_402_300_799_999), runtimeMinutes: TitleDetails.runtimeRange.upperBound,
        language: "PT", countryCode: "pt", posterURL: "{TMDB_BASE_PATH}/a.jpg", backdropURL: "https://a.example/b.jpg",
        rating: 10, ratingSource: "Lantern Almanac", director: "Mafalda Serrenho",
        trailerURL: "http://a.example/trailer", tmdbID: .max, isAdult: true,
        genres: (1...32).map { GenreID($0) },
        cast: (1...Int32(TitleDetails.castLimit)).map {
            CastMember(person: PersonID(1 + $0 % 2), character: "No. \($0)")
        })

    @Test("Everything at its limit is taken, with codes in their one written form")
    func titleLimits() throws {
        let checked = try Self.longest.validated()
        #expect(checked.language == "pt" && checked.countryCode == "PT")
        #expect(checked.cast == Self.longest.cast, "one person may play several characters")
        #expect(fields(TitleDetails(title: "A").validated) == [])
        let early = TitleDetails(title: "A", releaseDate: Timestamp(milliseconds: -62_135_596_800_000), rating: 0)
        #expect(fields(early.validated) == [])
    }

    @Test("Everything beyond its limit is told, all at once, by the API's names")
    func titleProblems() {
        let wrong = TitleDetails(
            title: "two\nlines", overview: String(repeating: "a", count: TitleDetails.overviewLimit + 1),
            releaseDate: Timestamp(milliseconds: 253_402_300_800_000), runtimeMinutes: -1, language: "eng",
            countryCode: "XX", posterURL: "/a.jpg", backdropURL: "javascript:alert(1)", rating: 10.01,
            ratingSource: "", director: "  ", trailerURL: "ftp://a.example/b", tmdbID: 0,
            genres: [GenreID(1), GenreID(2), GenreID(1)],
            cast: [CastMember(person: PersonID(1)), CastMember(person: PersonID(1), character: "a\u{202E}b")])
        let expected = [
            "title", "overview", "releaseDate", "runtimeMinutes", "language", "countryCode", "posterUrl",
            "backdropUrl", "rating", "ratingSource", "director", "trailerUrl", "tmdbId", "genres[2]",
            "cast[1].character",
        ]
        #expect(fields(wrong.validated) == expected)
        #expect(fields(MovieDetails(wrong).validated) == expected)
        let show = ShowDetails(wrong, lastReleaseDate: Timestamp(milliseconds: .max))
        #expect(fields(show.validated) == expected + ["lastReleaseDate"])
        for rating in [-0.1, .nan, .infinity, -.infinity] {
            #expect(fields(TitleDetails(title: "A", rating: rating).validated) == ["rating"])
        }
        var crowded = Self.longest
        crowded.genres.append(GenreID(33))
        crowded.cast.append(CastMember(person: PersonID(3)))
        #expect(fields(crowded.validated) == ["genres", "cast"])
    }

    @Test("Seasons and episodes have numbers from 0 on")
    func numbers() {
        #expect(fields(SeasonDetails(number: 0, name: "Specials").validated) == [])
        #expect(
            fields(SeasonDetails(number: -1, name: "", posterURL: "x").validated) == ["number", "name", "posterUrl"])
        #expect(fields(SeasonDetails(number: 10_001).validated) == ["number"])
        #expect(fields(EpisodeDetails(number: 0, runtimeMinutes: 45).validated) == [])
        #expect(
            fields(EpisodeDetails(number: 100_001, runtimeMinutes: 10_001, backdropURL: "").validated)
                == ["number", "runtimeMinutes", "backdropUrl"])
    }

    @Test(
        "A day is one that the calendar has",
        arguments: [
            ("1970-01-31", true), ("2000-02-29", true), ("2024-02-29", true), ("0001-01-01", true),
            ("9999-12-31", true),
            ("1900-02-29", false), ("2023-02-29", false), ("2024-04-31", false), ("0000-01-01", false),
            ("2024-00-10", false), ("2024-13-10", false), ("2024-01-00", false), ("2024-1-1", false), ("", false),
            ("2024-01-01T00:00:00Z", false), ("+024-01-01", false), ("2024/01/01", false), ("２０24-01-01", false),
            ("2024-01-0x", false),
        ])
    func days(text: String, isDay: Bool) {
        #expect(fields(PersonDetails(name: "Ada", birthDate: text).validated) == (isDay ? [] : ["birthDate"]))
    }

    @Test("A person dies no sooner than it is born, and its numbers are finite")
    func people() {
        #expect(fields(PersonDetails(name: "Ada", birthDate: "1970-01-31", deathDay: "1970-01-31").validated) == [])
        #expect(
            fields(PersonDetails(name: "Ada", birthDate: "1970-01-31", deathDay: "1970-01-30").validated)
                == ["deathDay"])
        for popularity in [-1, .nan, .infinity] {
            #expect(fields(PersonDetails(name: "Ada", popularity: popularity).validated) == ["popularity"])
        }
        #expect(fields(PersonDetails(name: "", profilePictureURL: "p.jpg").validated) == ["name", "profilePictureUrl"])
    }

    @Test("Facts of a file are not negative, and its key is one line")
    func streams() {
        let whole = OnDemandStreamDetails(
            name: "File", mediaKey: "movies/file.mp4", fileFormat: "mp4", durationMilliseconds: 0, sizeBytes: .max,
            bitsPerSecond: 0, videoCodec: "avc1.64001f", audioCodec: "mp4a.40.2", width: 1, height: 65_535)
        #expect(fields(whole.validated) == [])
        let wrong = OnDemandStreamDetails(
            name: " ", mediaKey: "a\n", fileFormat: "", durationMilliseconds: -1, sizeBytes: -1, bitsPerSecond: -1,
            videoCodec: String(repeating: "a", count: 65), audioCodec: "", width: 0, height: 65_536)
        #expect(
            Set(fields(wrong.validated)) == [
                "name", "mediaKey", "fileFormat", "durationMilliseconds", "sizeBytes", "bitsPerSecond", "videoCodec",
                "audioCodec", "width", "height",
            ])
        #expect(fields(OnDemandStreamDetails(name: "File", mediaKey: "").validated) == ["mediaKey"])
    }

    @Test("A bundle holds nothing twice")
    func bundles() {
        let bundle = BundleDetails(
            name: "Basic", liveStreams: [LiveStreamID(1)], movies: [MovieID(1), MovieID(1)],
            shows: [ShowID(1), ShowID(2), ShowID(2)])
        #expect(fields(bundle.validated) == ["movies[1]", "shows[2]"])
        #expect(fields(GenreDetails(name: "\u{0}").validated) == ["name"])
    }
}
