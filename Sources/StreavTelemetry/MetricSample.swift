/// One value of a metric at the time of a scrape.
public struct MetricSample: Sendable {
    public enum Value: Sendable, Equatable {
        case integer(Int64)
        case number(Double)
    }

    /// Names and values, in the order in which they are written. Values may hold any text: they are escaped.
    public var labels: [(name: String, value: String)]
    public var value: Value

    public init(labels: [(String, String)] = [], value: Value) {
        self.labels = labels.map { (name: $0.0, value: $0.1) }
        self.value = value
    }

    public init(_ value: Int, labels: [(String, String)] = []) {
        self.init(labels: labels, value: .integer(Int64(value)))
    }

    public init(_ value: Double, labels: [(String, String)] = []) {
        self.init(labels: labels, value: .number(value))
    }
}
