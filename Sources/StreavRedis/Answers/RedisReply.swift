/// What a server answered (RESP 2).
package enum RedisReply: Sendable, Equatable {
    case status(String)
    /// Its first word is a code, such as `WRONGPASS`.
    case error(String)
    case integer(Int64)
    case bytes([UInt8])
    case null
    case array([RedisReply])
}
