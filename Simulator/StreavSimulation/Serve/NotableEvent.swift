/// A notable event without further members but its subject.
struct NotableEvent: Encodable, Sendable {
    var event: String
    var stream: Int32?
    /// Below the folder of films.
    var file: String?
    var detail: String?
}
