import StreavWeb

/// Values over time as a picture: an area under a line. What it shows is also said in words.
struct AreaChart {
    let values: [Double]
    /// For those who cannot see it.
    let summary: String
    var width = 240
    var height = 48

    /// The most points that are drawn.
    static let pointLimit = 480

    var html: HTML {
        let points = values.suffix(Self.pointLimit)
        guard points.count > 1, let top = points.max() else {
            return
                "<svg class=\"chart\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(summary)\"></svg>"
        }
        let line = path(Array(points), top: max(top, 1))
        let area = "\(line) L\(width) \(height) L0 \(height) Z"
        return """
            <svg class="chart" viewBox="0 0 \(width) \(height)" preserveAspectRatio="none" role="img" \
            aria-label="\(summary)"><path class="area" d="\(area)"/><path class="line" d="\(line)"/></svg>
            """
    }

    private func path(_ points: [Double], top: Double) -> String {
        let room = Double(height - 4)
        return points.enumerated().map { index, value in
            let x = Double(index) / Double(points.count - 1) * Double(width)
            let y = 2 + room - value / top * room
            return "\(index == 0 ? "M" : "L")\(Self.text(x)) \(Self.text(y))"
        }.joined(separator: " ")
    }

    /// One place after the point is finer than any screen.
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
