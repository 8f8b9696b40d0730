import HTTPTypes
import StreavDomain
import StreavStore
import StreavWeb

/// `/v1/persons`.
enum PersonRoutes {
    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/persons/{id}"), scopes: [.movieRead, .showRead], name: "getPerson",
            group: "Persons and genres", title: "One person", answer: .object(shape),
            action: .read { call in
                let id = try call.number()
                return { connection in
                    guard let person = try connection.catalogue.person(id) else { throw APIProblem.notFound }
                    return json(person, call.images)
                }
            })
    ]

    static let shape = Shape(
        name: "Person",
        members: [
            ShapeMember("id", .id, "", example: .integer(5)),
            ShapeMember("name", .text(limit: nil), "", example: .string("Ada Reyes")),
            ShapeMember("biography", .text(limit: nil), nullable: true, "", example: .string("Born by the sea.")),
            ShapeMember("knownFor", .text(limit: nil), nullable: true, "", example: .string("Acting")),
            ShapeMember("birthDate", .date, nullable: true, "", example: .string("1970-01-31")),
            ShapeMember("deathDay", .date, nullable: true, "", example: .null),
            ShapeMember("birthPlace", .text(limit: nil), nullable: true, "", example: .string("Porto")),
            ShapeMember(
                "profilePictureUrl", .text(limit: nil), nullable: true, "See posterUrl of a movie.",
                example: .string("{TMDB_BASE_PATH}/p.jpg")),
            ShapeMember(
                "gender", .integer(0...3), "0 unspecified, 1 female, 2 male, 3 non-binary.", example: .integer(1)),
            ShapeMember("imdbId", .text(limit: nil), nullable: true, "", example: .string("nm0000001")),
            ShapeMember("popularity", .number(nil), "", example: .number(12.3)),
        ])

    private static func json(_ person: CatalogueQueries.Person, _ images: ImageLinks) -> JSON {
        .object([
            "id": .whole(person.id), "name": .string(person.name), "biography": .text(person.biography),
            "knownFor": .text(person.knownFor), "birthDate": .text(person.birthDate),
            "deathDay": .text(person.deathDay), "birthPlace": .text(person.birthPlace),
            "profilePictureUrl": images.json(person.profilePictureURL), "gender": .whole(person.gender),
            "imdbId": .text(person.imdbID), "popularity": .number(person.popularity),
        ])
    }
}
