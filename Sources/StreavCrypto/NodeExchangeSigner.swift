/// Signs and verifies what streaming nodes ask of each other and answer, by a key that nodes alone have.
///
/// A request is signed with everything that it says, for one node, at one moment and under a number that is used once:
/// whoever overhears it can do nothing with it. An answer is signed with its content and the number of its request, so
/// that nobody in between, or in the place of a node, can say anything in its name.
public struct NodeExchangeSigner: Sendable {
    /// How far apart the clocks of two nodes may be, and how old a request may get on its way.
    public static let clockSkew: Duration = .seconds(30)
    /// Characters of the number that is used once: `[A-Za-z0-9]`.
    public static let nonceLength = 22
    /// The longest text of a signature.
    public static let maximumBytes = 96

    /// All that a request says.
    public struct Request: Hashable, Sendable {
        public var method: String
        /// As it is on the wire.
        public var path: String
        /// Offsets in bytes.
        public var range: Range<Int64>?
        /// Of the file that is meant.
        public var version: String?
        /// The node that is asked.
        public var audience: String

        public init(method: String, path: String, range: Range<Int64>?, version: String?, audience: String) {
            self.method = method
            self.path = path
            self.range = range
            self.version = version
            self.audience = audience
        }

        fileprivate var message: String {
            let bounds = range.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-"
            return [method, path, bounds, version ?? "-", audience].joined(separator: "\n")
        }
    }

    /// All that an answer says, but for its content.
    public struct Answer: Hashable, Sendable {
        public var status: Int
        /// Facts of the file as they are on the wire; nil where there are none.
        public var facts: String?

        public init(status: Int, facts: String?) {
            self.status = status
            self.facts = facts
        }
    }

    /// Why a request was refused. To the outside all of them are the same.
    public enum Refusal: String, Error, Sendable, CaseIterable {
        case malformed
        case unknownKey
        case badSignature
        /// Its moment is too far from now.
        case untimely
    }

    private let keys: SigningKeys

    /// - Parameter keys: Of ``KeyPurpose/nodeExchange``, for nothing else.
    public init(keys: SigningKeys) {
        self.keys = keys
    }

    /// The text that goes with a request.
    ///
    /// - Parameters:
    ///   - milliseconds: Since 1970.
    ///   - nonce: ``nonceLength`` random characters of `[A-Za-z0-9]`.
    public func text(_ request: Request, milliseconds: Int64, nonce: String) -> String {
        let stem = "\(keys.currentID)-\(milliseconds)-\(nonce)"
        guard let tag = keys.tag(of: Self.message(request, stem), by: keys.currentID) else {
            preconditionFailure("the current key is always among the keys")
        }
        return "\(stem)-\(Base64URL.encode(tag))"
    }

    /// The nonce of a request that was signed by a node. Whether it was used before is for the caller to know.
    ///
    /// - Parameter now: Milliseconds since 1970.
    public func verify(_ text: String, _ request: Request, now: Int64) throws(Refusal) -> String {
        guard text.utf8.count <= Self.maximumBytes else { throw .malformed }
        // The signature may hold hyphens itself, hence the bound on splits.
        let fields = text.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, let key = SegmentSigner.number(fields[0].utf8).flatMap(SigningKeys.ID.init(exactly:)),
            let moment = SegmentSigner.number(fields[1].utf8), Self.isNonce(fields[2])
        else { throw .malformed }
        let stem = "\(key)-\(moment)-\(fields[2])"
        guard let tag = keys.tag(of: Self.message(request, stem), by: key) else { throw .unknownKey }
        let expected = "\(stem)-\(Base64URL.encode(tag))"
        guard ConstantTime.equal(Array(expected.utf8), Array(text.utf8)) else { throw .badSignature }
        let distance =
            moment > now ? moment.subtractingReportingOverflow(now) : now.subtractingReportingOverflow(moment)
        guard !distance.overflow, Duration.milliseconds(distance.partialValue) <= Self.clockSkew else {
            throw .untimely
        }
        return String(fields[2])
    }

    /// The text that goes with the answer to the request of a nonce.
    public func text(_ answer: Answer, content: UnsafeRawBufferPointer, nonce: String) -> String {
        guard let tag = keys.tag(of: Self.message(answer, content, nonce), by: keys.currentID) else {
            preconditionFailure("the current key is always among the keys")
        }
        return "\(keys.currentID)-\(Base64URL.encode(tag))"
    }

    /// True when a node gave this answer to the request of this nonce.
    public func verify(_ text: String, _ answer: Answer, content: UnsafeRawBufferPointer, nonce: String) -> Bool {
        guard text.utf8.count <= Self.maximumBytes else { return false }
        let fields = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard fields.count == 2, let key = SegmentSigner.number(fields[0].utf8).flatMap(SigningKeys.ID.init(exactly:)),
            let tag = keys.tag(of: Self.message(answer, content, nonce), by: key)
        else { return false }
        return ConstantTime.equal(Array("\(key)-\(Base64URL.encode(tag))".utf8), Array(text.utf8))
    }

    private static func isNonce(_ text: Substring) -> Bool {
        text.utf8.count == nonceLength
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            }
    }

    /// No part can run into the next: none of them holds a line's end.
    private static func message(_ request: Request, _ stem: String) -> [UInt8] {
        Array("request\n\(request.message)\n\(stem)".utf8)
    }

    private static func message(_ answer: Answer, _ content: UnsafeRawBufferPointer, _ nonce: String) -> [UInt8] {
        Array("answer\n\(nonce)\n\(answer.status)\n\(answer.facts ?? "-")\n\(content.count)\n".utf8)
            + SHA256Digest.hash(content)
    }
}
