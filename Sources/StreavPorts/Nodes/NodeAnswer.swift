public import NIOCore

/// What another node answered.
public struct NodeAnswer: Sendable {
    public var status: Int
    /// The first value of each field, by name in lower case.
    public var fields: [String: String]
    public var body: ByteBuffer

    public init(status: Int, fields: [String: String], body: ByteBuffer) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
