import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// `/people`: whoever is in movies and shows.
enum PersonRoutes {
    static let routes: [PageRoute] = [
        .get("/people", .may(.view, .people)) { .page(try await PersonList.page($0)) },
        .get("/people.csv", .may(.view, .people)) { export($0, .csv) },
        .get("/people.json", .may(.view, .people)) { export($0, .json) },
        .get("/people/new", .may(.create, .people)) { .page(PersonPages.new($0, FormDraft())) },
        .post("/people/new", .may(.create, .people), FormShape(PersonForm.fields), create),
        .get("/people/{id}", .may(.view, .people)) { call in
            let person = try await person(call)
            let credits = try await call.read { try $0.people.credits(of: person.id, limit: 200) }
            return .page(PersonPages.show(call, person, credits: credits))
        },
        .get("/people/{id}/edit", .may(.edit, .people)) { call in
            let person = try await person(call)
            return .page(PersonPages.edit(call, person, PersonForm.draft(person)))
        },
        .post(
            "/people/{id}/edit", .may(.edit, .people), FormShape(PersonForm.fields + [.text("revision", limit: 20)]),
            update),
        .get("/people/{id}/delete", .may(.delete, .people)) { call in
            .page(PersonPages.delete(call, try await person(call)))
        },
        .post("/people/{id}/delete", .may(.delete, .people), FormShape(ConfirmView.field), delete),
        .post("/people/bulk", .may(.delete, .people), CatalogueBulk.shape) { try await PersonList.bulk.ask($0, $1) },
        .post("/people/bulk/apply", .may(.delete, .people), CatalogueBulk.applyShape) {
            try await PersonList.bulk.apply($0, $1)
        },
    ]

    static func person(_ call: PageCall) async throws -> Person {
        let id = try call.id(of: Entities.Person.self)
        guard let person = try await call.read({ try $0.people.find(id) }) else { throw PageFault.notFound }
        return person
    }

    private static func export(_ call: PageCall, _ format: ListExport<PersonTable.Listed>.Format) -> PageAnswer {
        let query = PersonList.query(call)
        return ListExport(call: call, name: "people", columns: PersonList.columns) { slice in
            try await PersonList.rows(query, slice, call)
        }.answer(format)
    }

    private static let create: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        do {
            let details = try PersonForm.details(form)
            let person = try await call.perform { try $0.people.create(details) }
            return .seeOther(
                "/people/\(person.id)", .done(call.t("catalogue.created-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(PersonPages.new(call, form.draft(problems)), status: .unprocessableContent)
        }
    }

    private static let update: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let person = try await person(call)
        do {
            let details = try PersonForm.details(form)
            guard let revision = form.revision() else { throw PageFault.malformed("revision is no number") }
            try await call.perform { try $0.people.update(person.id, details, expecting: revision) }
            return .seeOther("/people/\(person.id)", .done(call.t("catalogue.saved-notice", ["name": details.name])))
        } catch let problems as InvalidInput {
            return .page(PersonPages.edit(call, person, form.draft(problems)), status: .unprocessableContent)
        } catch ControlError.changedMeanwhile {
            let theirs = try await Self.person(call)
            var draft = form.draft()
            draft["revision"] = "\(theirs.revision)"
            let conflict = PersonForm.conflict(call, theirs: theirs, yours: draft)
            return .page(PersonPages.edit(call, theirs, draft, conflict: conflict), status: .conflict)
        }
    }

    private static let delete: @Sendable (PageCall, FormValues) async throws -> PageAnswer = { call, form in
        let person = try await person(call)
        do {
            try ConfirmView.check(form, name: person.details.name)
            try await call.perform { try $0.people.delete(person.id) }
            return .seeOther(
                PersonList.path, .done(call.t("catalogue.deleted-notice", ["name": person.details.name])))
        } catch let problems as InvalidInput {
            return .page(
                PersonPages.delete(call, person, FormDraft(problems: problems)), status: .unprocessableContent)
        }
    }
}
