/// A field of the bar above a list.
struct ListFilter: Sendable {
    enum Kind: Sendable {
        case text
        case day
        /// Part of the address that the bar neither shows nor loses.
        case kept
        case choice([(value: String, title: String)])
    }

    let name: String
    /// A key of the catalogue.
    let title: String
    let kind: Kind

    static func text(_ name: String, _ title: String) -> ListFilter {
        ListFilter(name: name, title: title, kind: .text)
    }

    static func kept(_ name: String) -> ListFilter { ListFilter(name: name, title: name, kind: .kept) }

    static func day(_ name: String, _ title: String) -> ListFilter { ListFilter(name: name, title: title, kind: .day) }

    static func choice(_ name: String, _ title: String, _ choices: [(value: String, title: String)]) -> ListFilter {
        ListFilter(name: name, title: title, kind: .choice(choices))
    }
}
