import StreavWeb

/// A number that stands for itself, with how it went.
struct StatTile {
    let title: String
    let value: String
    var detail: String = ""
    var chart: HTML?
    var path: String?

    var html: HTML {
        let body: HTML = """
            <span class="tile-title">\(title)</span><span class="tile-value">\(value)\
            <small>\(detail)</small></span>\(chart)
            """
        return path.map { "<a class=\"tile\" href=\"\($0)\">\(body)</a>" } ?? "<div class=\"tile\">\(body)</div>"
    }
}
