import StreavDomain
import StreavWeb

/// The form of a person.
enum PersonForm {
    static let fields: [FormShape.Field] = [
        .text("name"), .area("biography", limit: 96 * 1024), .text("knownFor"), .text("birthDate", limit: 32),
        .text("deathDay", limit: 32), .text("birthPlace"), .text("profilePictureUrl", limit: 4096),
        .text("gender", limit: 2), .text("imdbId", limit: 128), .text("popularity", limit: 32),
    ]

    static func draft(_ person: Person) -> FormDraft { draft(person.details, revision: person.revision) }

    static func draft(_ details: PersonDetails, revision: Int64 = 0) -> FormDraft {
        var draft = FormDraft()
        draft["name"] = details.name
        draft["biography"] = details.biography ?? ""
        draft["knownFor"] = details.knownFor ?? ""
        draft["birthDate"] = details.birthDate ?? ""
        draft["deathDay"] = details.deathDay ?? ""
        draft["birthPlace"] = details.birthPlace ?? ""
        draft["profilePictureUrl"] = details.profilePictureURL ?? ""
        draft["gender"] = "\(details.gender.rawValue)"
        draft["imdbId"] = details.imdbID ?? ""
        draft["popularity"] = details.popularity == 0 ? "" : FormDraft.decimal(details.popularity)
        draft["revision"] = "\(revision)"
        return draft
    }

    /// - Throws: ``StreavDomain/InvalidInput`` for what cannot be read; the rest is judged where it is done.
    static func details(_ form: FormValues) throws -> PersonDetails {
        var problems = InvalidInput()
        let gender = Int32(form.line("gender") ?? "0").flatMap(PersonGender.init(rawValue:))
        problems.require(gender != nil, "gender", "must be chosen")
        let popularity = form.decimal("popularity", &problems) ?? 0
        try problems.throwIfAny()
        return PersonDetails(
            name: form.line("name") ?? "", biography: form.lines("biography"), knownFor: form.line("knownFor"),
            birthDate: form.line("birthDate"), deathDay: form.line("deathDay"), birthPlace: form.line("birthPlace"),
            profilePictureURL: form.line("profilePictureUrl"), gender: gender ?? .unspecified,
            imdbID: form.line("imdbId"), popularity: popularity)
    }

    static func html(_ call: PageCall, _ action: String, _ draft: FormDraft, cancel: String, isNew: Bool) -> HTML {
        let form = FormView(call, action, draft)
        let genders = PersonGender.allCases.map { ("\($0.rawValue)", genderName($0, call)) }
        return """
            \(form.open)
            \(form.text("name", "person.name", required: true, isFocused: isNew))
            \(form.text("knownFor", "person.known-for", hint: "person.known-for-hint"))
            \(form.select("gender", "person.gender", genders))
            \(form.day("birthDate", "person.born"))
            \(form.day("deathDay", "person.died"))
            \(form.text("birthPlace", "person.birth-place"))
            \(form.area("biography", "person.biography", rows: 8))
            \(form.text("profilePictureUrl", "person.picture", hint: "catalogue.picture-hint"))
            \(form.text("imdbId", "person.imdb"))
            \(form.text("popularity", "person.popularity"))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    static func genderName(_ gender: PersonGender, _ call: PageCall) -> String {
        switch gender {
        case .unspecified: call.t("person.gender-unspecified")
        case .female: call.t("person.gender-female")
        case .male: call.t("person.gender-male")
        case .nonBinary: call.t("person.gender-non-binary")
        }
    }

    /// The fields as two people left them.
    static func conflict(_ call: PageCall, theirs: Person, yours: FormDraft) -> ConflictView {
        let now = draft(theirs)
        let names: [(String, String)] = [
            ("name", "person.name"), ("knownFor", "person.known-for"), ("birthDate", "person.born"),
            ("deathDay", "person.died"), ("birthPlace", "person.birth-place"), ("biography", "person.biography"),
            ("profilePictureUrl", "person.picture"), ("imdbId", "person.imdb"), ("popularity", "person.popularity"),
        ]
        func gender(_ value: String) -> String {
            Int32(value).flatMap(PersonGender.init(rawValue:)).map { genderName($0, call) } ?? value
        }
        var fields: [(title: String, theirs: String, yours: String)] = names.map { name, title in
            (call.t(title), now[name], yours[name])
        }
        fields.append((call.t("person.gender"), gender(now["gender"]), gender(yours["gender"])))
        return ConflictView(
            call: call, name: theirs.details.name, reload: "/people/\(theirs.id)/edit", fields: fields)
    }
}
