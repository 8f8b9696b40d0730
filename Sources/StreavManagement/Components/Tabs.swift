import StreavWeb

/// Pages that are parts of one thing, or views of one list.
enum Tabs {
    static func html(_ label: String, _ tabs: [(title: String, path: String, isHere: Bool)]) -> HTML {
        let links = tabs.map {
            "<a href=\"\($0.path)\"\(" aria-current=\"page\"", if: $0.isHere)>\($0.title)</a>" as HTML
        }
        return "<nav class=\"tabs\" aria-label=\"\(label)\">\(links)</nav>"
    }
}
