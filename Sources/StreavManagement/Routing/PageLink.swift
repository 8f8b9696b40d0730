import HTTPTypes
import StreavDomain
import StreavWeb

/// A link to the page of a thing, where there is such a page and the user may see it; else the text alone.
enum PageLink {
    private static let pages = Set(Dashboard.routes.filter { $0.method == .get }.map(\.path.text))

    /// - Parameters:
    ///   - list: The path of the list that the thing is in, such as `/servers`.
    ///   - id: Nil for what is deleted.
    static func html(_ title: String, _ list: String, _ id: Int64?, _ permission: Permission, _ call: PageCall) -> HTML
    {
        guard let id, call.may(permission), pages.contains("\(list)/{id}") else { return "\(title)" }
        return "<a href=\"\(list)/\(id)\">\(title)</a>"
    }
}
