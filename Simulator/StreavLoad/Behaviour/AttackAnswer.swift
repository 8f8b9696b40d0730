/// What came of an attack.
public enum AttackAnswer: Sendable, Hashable {
    /// The status of an answer, and whether it says when to come again.
    case status(Int, hasRetryAfter: Bool)
    /// The connection ended, or was refused.
    case closed
    /// Neither, for longer than any request may take.
    case silence

    /// Bytes of an answer that are looked at.
    public static let readBytes = 4096

    /// Reads the head of an answer; nil: it is not whole yet.
    ///
    /// - Parameter bytes: What came, at most ``readBytes``.
    public init?(reading bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(Self.readBytes), as: UTF8.self)
        let isWhole = text.contains("\r\n\r\n") || bytes.count >= Self.readBytes
        guard isWhole else { return nil }
        let parts = text.prefix { $0 != "\r\n" }.split(separator: " ")
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
            self = .status(0, hasRetryAfter: false)
            return
        }
        self = .status(status, hasRetryAfter: text.lowercased().contains("\r\nretry-after:"))
    }

    /// What is wrong with it; nil: the attack was turned away. An overloaded server may say so, with a time to come
    /// again, to whomever.
    public func fault(of attack: Attack) -> String? {
        switch self {
        case .closed: nil
        case .silence: "\(attack.rawValue): the connection stays open"
        case .status(400..<500, _), .status(503, hasRetryAfter: true): nil
        case .status(0, _): "\(attack.rawValue): an answer that is no HTTP"
        case .status(let status, _): "\(attack.rawValue): the answer is \(status)"
        }
    }
}
