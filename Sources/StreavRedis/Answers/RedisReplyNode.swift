internal import CHiredis

/// An answer while hiredis puts it together: the object that its reader makes, fills and frees.
final class RedisReplyNode {
    private enum Content {
        case reply(RedisReply)
        case array
    }

    private let content: Content
    private var elements: [RedisReplyNode] = []

    private init(_ content: Content) {
        self.content = content
    }

    var reply: RedisReply {
        switch content {
        case .reply(let reply): reply
        // No deeper than hiredis reads: seven arrays in one another.
        case .array: .array(elements.map(\.reply))
        }
    }

    /// What hiredis calls. The outermost object of an answer is retained for whoever takes the answer; the others are
    /// held by the array that they are in.
    static let functions = unsafe redisReplyObjectFunctions(
        createString: { task, bytes, length in
            guard let task = unsafe task else { return nil }
            let content = unsafe UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : length)
            switch unsafe task.pointee.type {
            case REDIS_REPLY_ERROR:
                return unsafe attach(.reply(.error(String(decoding: content, as: UTF8.self))), task)
            case REDIS_REPLY_STATUS:
                return unsafe attach(.reply(.status(String(decoding: content, as: UTF8.self))), task)
            default:
                return unsafe attach(.reply(.bytes(Array(content))), task)
            }
        },
        createArray: { task, count in
            // Nothing is kept ready for what only has been announced. What is too long the reader takes for a want of
            // memory.
            guard let task = unsafe task, count <= RedisReplyReader.maximumElements else { return nil }
            return unsafe attach(.array, task)
        },
        createInteger: { task, number in
            guard let task = unsafe task else { return nil }
            return unsafe attach(.reply(.integer(number)), task)
        },
        createNil: { task in
            guard let task = unsafe task else { return nil }
            return unsafe attach(.reply(.null), task)
        },
        freeObject: { object in
            guard let object = unsafe object else { return }
            unsafe Unmanaged<RedisReplyNode>.fromOpaque(object).release()
        })

    /// Takes over what ``functions`` retained.
    static func take(_ object: UnsafeMutableRawPointer) -> RedisReply {
        unsafe Unmanaged<RedisReplyNode>.fromOpaque(object).takeRetainedValue().reply
    }

    private static func attach(_ content: Content, _ task: UnsafePointer<redisReadTask>) -> UnsafeMutableRawPointer {
        let node = RedisReplyNode(content)
        guard let parent = unsafe task.pointee.parent, let object = unsafe parent.pointee.obj else {
            return unsafe Unmanaged.passRetained(node).toOpaque()
        }
        unsafe Unmanaged<RedisReplyNode>.fromOpaque(object).takeUnretainedValue().elements.append(node)
        return unsafe Unmanaged.passUnretained(node).toOpaque()
    }
}
