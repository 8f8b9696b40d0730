/// Which page of a list is asked for.
struct PageQuery: Hashable, Sendable {
    static let standardSize = 25
    /// More is cut down to this.
    static let sizeLimit = 100

    /// From 1 on.
    let number: Int
    let size: Int

    /// Entries before the page.
    var offset: Int { (number - 1) * size }
}
