import StreavDomain

/// The rows of a cast in a form. Each is a slot, which tells the parts of one person apart, a person and a character;
/// besides, rows can be taken out, moved to a place, and people added.
enum CastRows {
    static let fields: [FormShape.Field] = [
        .list("cast"), .list("character"), .list("place"), .list("drop"), .list("add"),
    ]

    /// The cast that the form means.
    static func members(_ form: FormValues) -> [CastMember] {
        let characters = form.all("character")
        let places = form.all("place")
        let dropped = Set(form.all("drop"))
        var kept: [CastMember] = []
        var moves: [(member: Int, place: Int)] = []
        for (index, value) in form.all("cast").enumerated() {
            let halves = value.split(separator: "-")
            guard halves.count == 2, let person = PersonID(digits: halves[1]), !dropped.contains(String(halves[0]))
            else { continue }
            let character = index < characters.count ? trimmed(characters[index]) : ""
            if index < places.count, let place = Int(trimmed(places[index])) { moves.append((kept.count, place)) }
            kept.append(CastMember(person: person, character: character.isEmpty ? nil : character))
        }
        var order = Array(kept.indices)
        for move in moves {
            order.removeAll { $0 == move.member }
            order.insert(move.member, at: min(max(move.place - 1, 0), order.count))
        }
        let added = form.ids("add", of: Entities.Person.self).map { CastMember(person: $0) }
        return order.map { kept[$0] } + added
    }

    static func write(_ cast: [CastMember], to draft: inout FormDraft) {
        draft.set("cast", cast.enumerated().map { "\($0.offset)-\($0.element.person)" })
        draft.set("character", cast.map { $0.character ?? "" })
        for name in ["place", "drop", "add"] { draft.set(name, []) }
    }

    /// The rows that a draft shows.
    static func rows(_ draft: FormDraft) -> [(slot: String, person: Int32, character: String)] {
        let characters = draft.all("character")
        return draft.all("cast").enumerated().compactMap { index, value in
            let halves = value.split(separator: "-")
            guard halves.count == 2, let person = PersonID(digits: halves[1]) else { return nil }
            return (String(halves[0]), person.rawValue, index < characters.count ? characters[index] : "")
        }
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }
}
