import StreavDomain

/// `/shows`: the shows of the catalogue.
enum ShowRoutes {
    private static let titles = TitleHandlers(kind: .show)

    static let routes: [PageRoute] = [
        .get("/shows", .may(.view, .shows)) { try await titles.list($0) },
        .get("/shows.csv", .may(.view, .shows)) { titles.export($0, .csv) },
        .get("/shows.json", .may(.view, .shows)) { titles.export($0, .json) },
        .get("/shows/new", .may(.create, .shows)) { try await titles.new($0) },
        .post("/shows/new", .may(.create, .shows), FormShape(TitleForm.fields(.show))) {
            try await titles.create($0, $1)
        },
        .get("/shows/{id}", .may(.view, .shows)) { try await titles.show($0) },
        .get("/shows/{id}/edit", .may(.edit, .shows)) { try await titles.edit($0) },
        .post(
            "/shows/{id}/edit", .may(.edit, .shows),
            FormShape(TitleForm.fields(.show) + [TitleForm.revisionField])
        ) { try await titles.update($0, $1) },
        .get("/shows/{id}/delete", .may(.delete, .shows)) { try await titles.confirmDelete($0) },
        .post("/shows/{id}/delete", .may(.delete, .shows), FormShape(ConfirmView.field)) {
            try await titles.delete($0, $1)
        },
        .post("/shows/bulk", .may(.edit, .shows), CatalogueBulk.shape) { try await titles.askBulk($0, $1) },
        .post("/shows/bulk/apply", .may(.edit, .shows), CatalogueBulk.applyShape) {
            try await titles.applyBulk($0, $1)
        },
    ]
}
