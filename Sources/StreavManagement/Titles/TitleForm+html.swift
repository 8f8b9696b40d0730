import StreavDomain
import StreavStore
import StreavWeb

extension TitleForm {
    static func html(
        _ call: PageCall, _ kind: TitleKind, _ action: String, _ draft: FormDraft, _ choices: TitleChoices,
        cancel: String, isNew: Bool
    ) -> HTML {
        let form = FormView(call, action, draft)
        let dates: HTML =
            kind == .movie
            ? form.day("releaseDate", "title.released")
            : "\(form.day("releaseDate", "title.first-released"))\(form.day("lastReleaseDate", "title.last-released"))"
        // The first button is what Enter presses, so it comes before those of the searches.
        return """
            \(form.open)
            <button class="visually-hidden" name="step" value="enter" tabindex="-1" aria-hidden="true">\
            \(call.t("action.save"))</button>
            \(form.text("title", "title.name", required: true, isFocused: isNew))
            \(form.area("overview", "title.overview", rows: 6))
            \(dates)
            \(form.text("runtimeMinutes", "title.runtime", hint: "title.runtime-hint"))
            \(form.text("language", "title.language", hint: "title.language-hint"))
            \(form.text("countryCode", "title.country", hint: "title.country-hint"))
            \(genres(form, choices, call))
            \(cast(form, choices, call))
            \(kind == .movie ? FilePicker.html(form, choices.file, choices.files, call) : "")
            \(links(form, call))
            \(isNew ? "" : form.hidden("revision", draft["revision"]))
            \(form.submit("action.save", cancel: cancel))
            \(FormView.close)
            """
    }

    private static func links(_ form: FormView, _ call: PageCall) -> HTML {
        """
        \(form.text("director", "title.director"))
        \(form.text("rating", "title.rating", hint: "title.rating-hint"))
        \(form.text("ratingSource", "title.rating-source"))
        \(form.text("posterUrl", "title.poster", hint: "catalogue.picture-hint"))
        \(form.text("backdropUrl", "title.backdrop"))
        \(form.text("trailerUrl", "title.trailer"))
        \(form.text("tmdbId", "title.tmdb"))
        \(form.check("isAdult", "title.adult"))
        """
    }

    private static func genres(_ form: FormView, _ choices: TitleChoices, _ call: PageCall) -> HTML {
        let chosen = Set(form.draft.all("genres"))
        let boxes = choices.genres.map { genre in
            """
            <label class="choice"><input type="checkbox" name="genres" value="\(genre.id.rawValue)"\
            \(" checked", if: chosen.contains("\(genre.id)"))><span>\(genre.details.name)</span></label>
            """ as HTML
        }
        let none: HTML = "<p class=\"soft\">\(call.t("genres.empty"))</p>"
        return form.field("genres", "title.genres", isOptional: true) { _ in
            "<div class=\"catalogue-checks\" id=\"field-genres\">\(boxes)\(none, if: boxes.isEmpty)</div>"
        }
    }

    private static func cast(_ form: FormView, _ choices: TitleChoices, _ call: PageCall) -> HTML {
        let rows = CastRows.rows(form.draft).map { row in
            castRow(row.slot, row.person, choices.people[row.person] ?? "#\(row.person)", row.character, call)
        }
        let found = choices.foundPeople.map { person in
            """
            <li><label class="choice"><input type="checkbox" name="add" value="\(person.id.rawValue)">\
            <span>\(person.name) <small>\(person.knownFor ?? "")</small></span></label></li>
            """ as HTML
        }
        let isAsked = !form.draft["findPerson"].isEmpty
        let none: HTML = "<p class=\"soft\">\(call.t("title.nobody-found"))</p>"
        return form.field("findPerson", "title.cast", hint: "title.cast-hint", isOptional: true) { described in
            """
            \(rows.isEmpty ? "" : "<ol class=\"catalogue-cast\" data-order>\(rows)</ol>")\
            <div class="catalogue-find"><input id="field-findPerson" name="findPerson" type="search" \
            value="\(form.draft["findPerson"])" autocomplete="off" \
            placeholder="\(call.t("title.find-person"))"\(described)>\
            <button class="button" name="step" value="find">\(Icon.search.html)\(call.t("list.search"))</button></div>\
            \(found.isEmpty ? "" : "<ul class=\"catalogue-found\">\(found)</ul>")\
            \(none, if: isAsked && found.isEmpty)\(castProblem(form, call))
            """
        }
    }

    private static func castProblem(_ form: FormView, _ call: PageCall) -> HTML? {
        form.draft.problem("cast").map { "<p class=\"problem\">\(call.texts.problem($0))</p>" }
    }

    private static func castRow(
        _ slot: String, _ person: Int32, _ name: String, _ character: String, _ call: PageCall
    ) -> HTML {
        """
        <li draggable="true"><span class="catalogue-person">\(Icon.grip.html)<a href="/people/\(person)">\(name)</a>\
        <input type="hidden" name="cast" value="\(slot)-\(person)"></span>\
        <input name="character" value="\(character)" placeholder="\(call.t("title.character"))" \
        aria-label="\(call.t("title.character-of", ["name": name]))" autocomplete="off">\
        <input name="place" inputmode="numeric" placeholder="\(call.t("title.place"))" \
        aria-label="\(call.t("title.place-of", ["name": name]))" autocomplete="off">\
        <span class="pager-links"><button type="button" class="button small quiet" data-move="up" \
        aria-label="\(call.t("title.move-up", ["name": name]))">↑</button>\
        <button type="button" class="button small quiet" data-move="down" \
        aria-label="\(call.t("title.move-down", ["name": name]))">↓</button></span>\
        <label class="choice"><input type="checkbox" name="drop" value="\(slot)">\
        <span>\(call.t("title.drop"))</span></label></li>
        """
    }

    /// The fields as two people left them.
    static func conflict(
        _ call: PageCall, _ kind: TitleKind, theirs: TitleRecord, yours: FormDraft, _ choices: TitleChoices,
        people: [Int32: String]
    ) -> ConflictView {
        let now = draft(theirs)
        var names: [(String, String)] = [
            ("title", "title.name"), ("overview", "title.overview"), ("releaseDate", "title.released"),
            ("runtimeMinutes", "title.runtime"), ("language", "title.language"), ("countryCode", "title.country"),
        ]
        names += [
            ("director", "title.director"), ("rating", "title.rating"), ("ratingSource", "title.rating-source"),
            ("posterUrl", "title.poster"), ("backdropUrl", "title.backdrop"), ("trailerUrl", "title.trailer"),
            ("tmdbId", "title.tmdb"),
        ]
        names.append(kind == .movie ? ("onDemandStream", "title.file") : ("lastReleaseDate", "title.last-released"))
        var fields: [(title: String, theirs: String, yours: String)] = names.map { name, title in
            (call.t(title), now[name], yours[name])
        }
        func flag(_ draft: FormDraft) -> String { call.t(draft["isAdult"].isEmpty ? "value.no" : "value.yes") }
        func genres(_ draft: FormDraft) -> String {
            choices.genres.filter { draft.all("genres").contains("\($0.id)") }.map(\.details.name)
                .joined(separator: ", ")
        }
        func cast(_ draft: FormDraft) -> String {
            CastRows.rows(draft).map { row in
                let name = people[row.person] ?? "#\(row.person)"
                return row.character.isEmpty ? name : "\(name) (\(row.character))"
            }.joined(separator: ", ")
        }
        fields.append((call.t("title.adult"), flag(now), flag(yours)))
        fields.append((call.t("title.genres"), genres(now), genres(yours)))
        fields.append((call.t("title.cast"), cast(now), cast(yours)))
        return ConflictView(
            call: call, name: theirs.name, reload: "\(kind.path)/\(theirs.id)/edit", fields: fields)
    }
}
