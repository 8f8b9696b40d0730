import StreavDomain

/// `/movies`: the movies of the catalogue.
enum MovieRoutes {
    private static let titles = TitleHandlers(kind: .movie)

    static let routes: [PageRoute] = [
        .get("/movies", .may(.view, .movies)) { try await titles.list($0) },
        .get("/movies.csv", .may(.view, .movies)) { titles.export($0, .csv) },
        .get("/movies.json", .may(.view, .movies)) { titles.export($0, .json) },
        .get("/movies/new", .may(.create, .movies)) { try await titles.new($0) },
        .post("/movies/new", .may(.create, .movies), FormShape(TitleForm.fields(.movie))) {
            try await titles.create($0, $1)
        },
        .get("/movies/{id}", .may(.view, .movies)) { try await titles.show($0) },
        .get("/movies/{id}/edit", .may(.edit, .movies)) { try await titles.edit($0) },
        .post(
            "/movies/{id}/edit", .may(.edit, .movies),
            FormShape(TitleForm.fields(.movie) + [TitleForm.revisionField])
        ) { try await titles.update($0, $1) },
        .get("/movies/{id}/delete", .may(.delete, .movies)) { try await titles.confirmDelete($0) },
        .post("/movies/{id}/delete", .may(.delete, .movies), FormShape(ConfirmView.field)) {
            try await titles.delete($0, $1)
        },
        .post("/movies/bulk", .may(.edit, .movies), CatalogueBulk.shape) { try await titles.askBulk($0, $1) },
        .post("/movies/bulk/apply", .may(.edit, .movies), CatalogueBulk.applyShape) {
            try await titles.applyBulk($0, $1)
        },
    ]
}
