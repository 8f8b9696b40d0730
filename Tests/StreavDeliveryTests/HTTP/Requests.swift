import NIOCore

@testable import StreavDelivery
import StreavDomain

/// Short ways to make requests in tests.
enum Requests {
    static func get(_ target: String, headers: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n"
    }

    /// What the parser makes of `text`, given at once.
    static func events(_ text: String, limits: RequestLimits = RequestLimits()) -> [ParsedEvent] {
        events([Array(text.utf8)], limits: limits)
    }

    /// What it makes of the pieces, in order.
    static func events(_ pieces: [[UInt8]], limits: RequestLimits = RequestLimits()) -> [ParsedEvent] {
        var parser = RequestParser(limits: limits)
        var result: [ParsedEvent] = []
        for piece in pieces {
            parser.append(ByteBuffer(bytes: piece))
            while true {
                let event = parser.next()
                if case .needsMore = event { break }
                result.append(ParsedEvent(event))
                if case .rejected = event { return result }
            }
        }
        return result
    }

    static func parsed(_ text: String) -> HTTPRequest? {
        var parser = RequestParser(limits: RequestLimits())
        parser.append(ByteBuffer(string: text))
        guard case .request(let head, let body) = parser.next() else { return nil }
        return HTTPRequest(
            head: head, body: body, client: IPAddress("192.0.2.1")!, clientAddress: "192.0.2.1", connection: 1)
    }
}

/// A parser's event in a form that can be compared.
enum ParsedEvent: Equatable {
    case request(method: HTTPMethod, path: String, query: String, head: String, body: String)
    case rejected(RequestRejection)

    init(_ event: RequestParser.Event) {
        switch event {
        case .request(let head, let body):
            self = .request(
                method: head.method, path: head.text(head.path), query: head.text(head.query),
                head: String(buffer: head.bytes), body: String(buffer: body))
        case .rejected(let rejection):
            self = .rejected(rejection)
        case .needsMore:
            preconditionFailure("only events that say something are kept")
        }
    }

    var rejection: RequestRejection? {
        if case .rejected(let rejection) = self { rejection } else { nil }
    }
}

/// A small generator with a seed, so that a failure comes again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
