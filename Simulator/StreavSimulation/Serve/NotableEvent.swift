/// A notable event without further members but its subject.
struct NotableEvent: Encodable, Sendable {
    var event: String
    var stream: Int32?
    var detail: String?
}
