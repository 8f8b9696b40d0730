import StreavWeb

/// A QR code (ISO/IEC 18004): bytes, error correction level M, versions 1 to 10, with the mask that scores best.
struct QRCode: Sendable, Equatable {
    /// Modules of a side.
    let size: Int
    /// Dark ones, row by row.
    private(set) var modules: [Bool]

    /// Nil for a text of more than 213 bytes.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let version = QRVersion.all.first(where: { bytes.count <= $0.capacity }) else { return nil }
        let codewords = QRCodewords.make(bytes, version)
        var grid = QRGrid(version)
        grid.place(codewords)
        let best = (0..<8).map { grid.masked(by: $0) }.min { $0.penalty < $1.penalty }
        guard let best else { return nil }
        size = best.size
        modules = best.dark
    }

    subscript(x: Int, y: Int) -> Bool { modules[y * size + x] }

    /// As a picture, with the quiet zone of four modules that readers need.
    func html(label: String) -> HTML {
        var path = ""
        for y in 0..<size {
            var x = 0
            while x < size {
                guard self[x, y] else {
                    x += 1
                    continue
                }
                let start = x
                while x < size, self[x, y] { x += 1 }
                path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z"
            }
        }
        return """
            <svg viewBox="0 0 \(size + 8) \(size + 8)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
            <rect width="100%" height="100%" fill="#fff"/><path d="\(path)"/></svg>
            """
    }
}
