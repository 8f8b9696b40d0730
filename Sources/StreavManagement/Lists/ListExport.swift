import HTTPTypes
import Hummingbird
import NIOCore
import StreavStore
import StreavWeb

/// A whole list as a file, by the same columns as the page shows. It is read and sent part by part, so that it takes no
/// memory however long it is.
struct ListExport<Row: Sendable>: Sendable {
    enum Format: String, Sendable {
        case csv
        case json
    }

    /// Rows of one file.
    static var rowLimit: Int { 500_000 }

    let call: PageCall
    /// The file's name without its ending: letters, digits and `-`.
    let name: String
    let columns: [ListColumn<Row>]
    /// Part of the rows.
    let rows: @Sendable (ListSlice) async throws -> ListPage<Row>

    func answer(_ format: Format) -> PageAnswer {
        let columns = columns.filter { $0.needs.map(call.may) ?? true }
        let rows = rows
        let body = ResponseBody { writer in
            var offset = 0
            try await writer.write(ByteBuffer(string: Self.start(format, columns)))
            while offset < Self.rowLimit {
                let page = try await rows(ListSlice(offset: offset, limit: ListSlice.sizeLimit))
                var text = ""
                for (index, row) in page.entries.enumerated() {
                    text += Self.line(row, format, columns, isFirst: offset + index == 0)
                }
                if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                offset += page.entries.count
                if page.entries.count < ListSlice.sizeLimit { break }
            }
            if format == .json { try await writer.write(ByteBuffer(string: "\n]\n")) }
            try await writer.finish(nil)
        }
        let type = format == .csv ? "text/csv; charset=utf-8" : "application/json"
        return .download(body, type: type, name: "streav-\(name).\(format.rawValue)")
    }

    private static func start(_ format: Format, _ columns: [ListColumn<Row>]) -> String {
        format == .csv ? columns.map { CSVText.field($0.id) }.joined(separator: ",") + "\r\n" : "["
    }

    private static func line(
        _ row: Row, _ format: Format, _ columns: [ListColumn<Row>], isFirst: Bool
    ) -> String {
        switch format {
        case .csv: columns.map { CSVText.field($0.value(row).text) }.joined(separator: ",") + "\r\n"
        case .json:
            (isFirst ? "\n  {" : ",\n  {")
                + columns.map { "\(JSONLiteral.text($0.id)): \(JSONLiteral.text($0.value(row)))" }
                .joined(separator: ", ") + "}"
        }
    }
}
