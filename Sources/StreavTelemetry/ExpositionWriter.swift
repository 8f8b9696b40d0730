/// Writes metrics in the Prometheus text exposition format, version 0.0.4.
struct ExpositionWriter {
    private(set) var text = ""

    mutating func write(_ metric: MetricRegistry.Metric) {
        text += "# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))\n"
        text += "# TYPE \(metric.name) \(metric.source.type)\n"
        switch metric.source {
        case .counter(let counter):
            line(metric.name, [], String(counter.value))
        case .gauge(let gauge):
            line(metric.name, [], String(gauge.value))
        case .labelled(let counter):
            samples(counter.samples, of: metric.name)
        case .histogram(let histogram):
            write(histogram, [], name: metric.name)
        case .labelledHistogram(let histogram):
            for (labels, child) in histogram.present { write(child, labels, name: metric.name) }
        case .closure(_, let read):
            samples(read(), of: metric.name)
        }
    }

    private mutating func samples(_ samples: [MetricSample], of name: String) {
        for sample in samples {
            line(name, sample.labels, Self.number(sample.value))
        }
    }

    private mutating func write(
        _ histogram: Histogram, _ labels: [(name: String, value: String)], name: String
    ) {
        // Read once, so that +Inf and _count agree whatever is counted meanwhile.
        let counts = histogram.cumulativeCounts
        for (bound, count) in zip(histogram.bounds + [.infinity], counts) {
            line("\(name)_bucket", labels + [(name: "le", value: Self.number(bound))], String(count))
        }
        line("\(name)_sum", labels, Self.number(histogram.sum))
        line("\(name)_count", labels, String(counts[counts.count - 1]))
    }

    private mutating func line(_ name: String, _ labels: [(name: String, value: String)], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{"
            for (index, label) in labels.enumerated() {
                if index > 0 { text += "," }
                text += "\(label.name)=\"\(Self.escaped(label.value, quotes: true))\""
            }
            text += "}"
        }
        text += " \(value)\n"
    }

    static func number(_ value: MetricSample.Value) -> String {
        switch value {
        case .integer(let number): String(number)
        case .number(let double): number(double)
        }
    }

    /// Go's ParseFloat reads these; it knows neither Swift's `inf` nor `-inf` in the format's canonical spelling.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded(), abs(value) < 0x1p53 { return String(Int64(value)) }
        return value.description
    }

    /// Backslash and line feed, and in label values the quote, are escaped; other control characters become spaces.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
