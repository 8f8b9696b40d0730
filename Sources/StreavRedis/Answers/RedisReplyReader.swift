internal import CHiredis
import StreavPorts

/// Answers out of bytes, by hiredis, within bounds. After an error it is of no more use.
///
/// hiredis holds what it was fed until an answer is whole, and makes room by what has come, not by what was announced:
/// the bound on fed bytes bounds its memory.
@safe
final class RedisReplyReader {
    /// The most bytes of one answer: all members of the largest pool of leases, and then some.
    static let maximumReplyBytes = 8 << 20
    /// The most bytes of a line: a status, an error, a number. hiredis looks through a line anew with all that comes.
    static let maximumLineBytes = 65_536
    /// The most elements of one array.
    static let maximumElements = CacheLimits.leaseMembers

    private let reader: UnsafeMutablePointer<redisReader>
    private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
    /// Fed since the last answer was whole.
    private var pendingBytes = 0

    init() {
        unsafe functions = .allocate(capacity: 1)
        unsafe functions.initialize(to: RedisReplyNode.functions)
        guard let reader = unsafe redisReaderCreateWithFunctions(functions) else {
            preconditionFailure("there is no memory for a reader of answers")
        }
        unsafe self.reader = reader
    }

    deinit {
        unsafe redisReaderFree(reader)
        unsafe functions.deallocate()
    }

    /// Appends the answers that are whole with these bytes.
    func feed(_ bytes: [UInt8], into replies: inout [RedisReply]) throws(RedisConnectionLoss) {
        let status = unsafe bytes.withUnsafeBytes { bytes in
            unsafe redisReaderFeed(reader, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        pendingBytes += bytes.count
        guard status == REDIS_OK else { throw failure() }
        while true {
            var object: UnsafeMutableRawPointer?
            guard unsafe redisReaderGetReply(reader, &object) == REDIS_OK else { throw failure() }
            guard let object = unsafe object else { break }
            unsafe replies.append(RedisReplyNode.take(object))
            pendingBytes = unsafe reader.pointee.len - reader.pointee.pos
        }
        guard pendingBytes <= Self.maximumReplyBytes else {
            throw RedisConnectionLoss("it sent an answer of more than \(Self.maximumReplyBytes) bytes")
        }
        let unread = unsafe reader.pointee.len - reader.pointee.pos
        guard unread <= Self.maximumLineBytes || (unsafe streav_redis_is_in_value(reader)) != 0 else {
            throw RedisConnectionLoss("it sent a line of more than \(Self.maximumLineBytes) bytes")
        }
    }

    private func failure() -> RedisConnectionLoss {
        switch unsafe reader.pointee.err {
        case REDIS_ERR_OOM:
            RedisConnectionLoss("it sent an answer of more than \(Self.maximumElements) elements")
        default:
            RedisConnectionLoss("what it sends is not the protocol of Redis: is another service at this address?")
        }
    }
}
