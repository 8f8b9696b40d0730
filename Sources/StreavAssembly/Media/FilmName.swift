import StreavDomain

/// What a film is called, by its file's name: `The.Salt.Ledger (2019).mp4` is "The Salt Ledger" of 2019.
struct FilmName: Sendable, Equatable {
    let title: String
    /// 1888, when films began, to 2100.
    let year: Int?

    init(key: String) {
        let file = key.split(separator: "/").last.map(String.init) ?? key
        var name = file[...]
        if let dot = file.lastIndex(of: "."), dot != file.startIndex { name = file[..<dot] }
        // Words are parted by whatever file systems liked best; a name with spaces means its dots.
        let hasSpaces = name.contains(" ")
        var words = name.split { $0 == " " || $0 == "_" || ($0 == "." && !hasSpaces) }
        var year: Int?
        if words.count > 1, let last = words.last, let found = Self.year(last) {
            year = found
            words.removeLast()
        }
        let title = words.joined(separator: " ").prefix(TitleDetails.titleLimit)
        self.title = TitleDetails.isTitle(title) ? String(title) : "Untitled"
        self.year = year
    }

    /// In brackets: a number without may belong to the title.
    private static func year(_ word: Substring) -> Int? {
        guard word.count == 6, let open = word.first, let close = word.last,
            (open == "(" && close == ")") || (open == "[" && close == "]")
        else { return nil }
        return Int(word.dropFirst().dropLast()).flatMap { (1888...2100).contains($0) ? $0 : nil }
    }

    /// Of the year, in UTC.
    var firstDay: Timestamp? {
        guard let year else { return nil }
        let before = year - 1
        // Days from 1 January of the year 1 (proleptic Gregorian) less those to 1970.
        let days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
        return Timestamp(milliseconds: Int64(days) * 86_400_000)
    }
}
