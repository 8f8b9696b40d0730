/// Puts the frames of a message together: what announces it, its header, its body. One for each channel, on which they
/// follow each other (AMQP 0-9-1 section 4.2.6).
struct ContentAssembler<Announcement> {
    struct Content {
        let announcement: Announcement
        let header: AMQPFrame.Header
        /// Nil when the body is longer than it may be: it was let through, not kept.
        let body: [UInt8]?
    }

    private enum State {
        case idle
        case announced(Announcement)
        case filling(Announcement, AMQPFrame.Header, [UInt8], passed: UInt64)
    }

    private let maximumBytes: UInt64
    private var state: State = .idle

    init(maximumBytes: Int) {
        self.maximumBytes = UInt64(maximumBytes)
    }

    mutating func announced(_ announcement: Announcement) throws(LinkFailure) {
        guard case .idle = state else { throw Self.outOfPlace }
        state = .announced(announcement)
    }

    mutating func received(_ header: AMQPFrame.Header) throws(LinkFailure) -> Content? {
        guard case .announced(let announcement) = state else { throw Self.outOfPlace }
        state = .filling(announcement, header, [], passed: 0)
        return complete()
    }

    mutating func received(_ piece: [UInt8]) throws(LinkFailure) -> Content? {
        guard case .filling(let announcement, let header, var body, let passed) = state else { throw Self.outOfPlace }
        let sum = passed + UInt64(piece.count)
        guard sum <= header.bodyBytes else { throw Self.outOfPlace }
        // Held once, here: a copy for each piece would cost the square of them.
        state = .idle
        if header.bodyBytes <= maximumBytes { body += piece }
        state = .filling(announcement, header, body, passed: sum)
        return complete()
    }

    private mutating func complete() -> Content? {
        guard case .filling(let announcement, let header, let body, let passed) = state, passed == header.bodyBytes
        else { return nil }
        state = .idle
        return Content(
            announcement: announcement, header: header, body: header.bodyBytes <= maximumBytes ? body : nil)
    }

    private static var outOfPlace: LinkFailure { LinkFailure(reason: "a frame came where none may be") }
}
