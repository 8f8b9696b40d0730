import StreavDomain
import StreavWeb

/// A column of a table: how it is shown, sorted and exported.
struct ListColumn<Row: Sendable>: Sendable {
    enum Style: String, Sendable {
        /// The name of the row.
        case primary
        case plain = ""
        /// Right-aligned figures.
        case number
        /// Left out where there is little room.
        case minor
    }

    /// The name in exports, and what it is sorted by.
    let id: String
    /// A key of the catalogue.
    let title: String
    let isSortable: Bool
    let style: Style
    /// Without it the column is neither shown nor exported.
    let needs: Permission?
    let value: @Sendable (Row) -> ExportValue
    let cell: @Sendable (Row, PageCall) -> HTML

    /// - Parameters:
    ///   - value: What is exported.
    ///   - cell: How it is shown; nil: the exported value as it is.
    init(
        _ id: String, _ title: String, sortable: Bool = false, _ style: Style = .plain, needs: Permission? = nil,
        value: @escaping @Sendable (Row) -> ExportValue, cell: (@Sendable (Row, PageCall) -> HTML)? = nil
    ) {
        self.id = id
        self.title = title
        isSortable = sortable
        self.style = style
        self.needs = needs
        self.value = value
        self.cell = cell ?? { row, _ in "\(value(row).text)" }
    }
}
