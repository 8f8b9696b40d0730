/// A line chart as inline SVG: values by second.
struct LineChart {
    struct Series {
        var name: String
        /// A CSS colour, or a variable of the page.
        var colour: String
        var values: [Double]
        var isFilled = false
    }

    var title: String
    var series: [Series]
    /// Of a value, for the axis.
    var label: (Double) -> String

    private static let width = 960.0
    private static let height = 200.0
    private static let left = 76.0
    private static let bottom = 24.0
    private static let top = 10.0

    var svg: String {
        let count = series.map(\.values.count).max() ?? 0
        let largest = series.flatMap(\.values).max() ?? 0
        let ceiling = Self.ceiling(largest)
        let plot = (width: Self.width - Self.left - 10, height: Self.height - Self.top - Self.bottom)
        func place(_ index: Int, _ value: Double) -> (x: Double, y: Double) {
            let across = count > 1 ? Double(index) / Double(count - 1) : 0
            return (Self.left + across * plot.width, Self.top + plot.height * (1 - value / ceiling))
        }
        var text = "<figure><figcaption>\(JUnitReport.escaped(title))\(legend)</figcaption>"
        text += "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
        text += "aria-label=\"\(JUnitReport.escaped(title))\">"
        for step in 0...4 {
            let value = ceiling * Double(step) / 4
            let y = PlainText.fixed(place(0, value).y, 1)
            text +=
                "<line class=\"grid\" x1=\"\(Int(Self.left))\" x2=\"\(Int(Self.width - 10))\" y1=\"\(y)\" y2=\"\(y)\"/>"
            text += "<text class=\"axis\" x=\"\(Int(Self.left - 8))\" y=\"\(y)\" text-anchor=\"end\" dy=\"4\">"
            text += "\(JUnitReport.escaped(label(value)))</text>"
        }
        for step in 0...6 where count > 1 {
            let index = (count - 1) * step / 6
            let x = PlainText.fixed(place(index, 0).x, 1)
            text += "<text class=\"axis\" x=\"\(x)\" y=\"\(Int(Self.height - 6))\" "
            text += "text-anchor=\"\(step == 6 ? "end" : "middle")\">"
            text += "\(Self.clock(index + 1))</text>"
        }
        for line in series where !line.values.isEmpty {
            let points = line.values.enumerated().map { index, value in
                let point = place(index, value)
                return "\(PlainText.fixed(point.x, 1)),\(PlainText.fixed(point.y, 1))"
            }.joined(separator: " ")
            if line.isFilled {
                let (from, to) = (place(0, 0), place(line.values.count - 1, 0))
                text += "<polygon points=\"\(PlainText.fixed(from.x, 1)),\(PlainText.fixed(from.y, 1)) \(points) "
                text +=
                    "\(PlainText.fixed(to.x, 1)),\(PlainText.fixed(to.y, 1))\" "
                text += "fill=\"\(line.colour)\" opacity=\"0.18\"/>"
            }
            text += "<polyline points=\"\(points)\" fill=\"none\" stroke=\"\(line.colour)\" stroke-width=\"2\"/>"
        }
        return text + "</svg></figure>"
    }

    private var legend: String {
        guard series.count > 1 else { return "" }
        return series.map { line in
            "<span class=\"key\"><i style=\"background:\(line.colour)\"></i>\(JUnitReport.escaped(line.name))</span>"
        }.joined()
    }

    /// The next number of 1, 2, 2.5 or 5 times a power of ten.
    static func ceiling(_ value: Double) -> Double {
        guard value > 0 else { return 1 }
        var size = 1.0
        while size * 10 <= value { size *= 10 }
        while size > value { size /= 10 }
        return [1, 2, 2.5, 5, 10].map { $0 * size }.first { $0 >= value } ?? value
    }

    private static func clock(_ second: Int) -> String {
        let (minutes, seconds) = (second / 60, second % 60)
        return "\(minutes):\(seconds < 10 ? "0" : "")\(seconds)"
    }
}
