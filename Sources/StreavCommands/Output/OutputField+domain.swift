internal import StreavDomain

extension OutputField {
    /// As in ISO 8601, in UTC.
    init(_ name: String, _ moment: Timestamp?) {
        self.init(name, OutputValue.text(moment.map(DateTimeText.write)))
    }

    init<Entity>(_ name: String, _ id: Identifier<Entity>?) {
        self.init(name, id.map { OutputValue.whole($0.rawValue) } ?? .null)
    }
}
