internal import CHiredis

/// A command as it is sent, put into form by hiredis. Arguments are bytes: nothing in them can end a command.
struct RedisCommand: Sendable {
    let bytes: [UInt8]

    init(_ arguments: [[UInt8]]) {
        precondition(arguments.first?.isEmpty == false, "a command begins with its name")
        var joined: [UInt8] = []
        joined.reserveCapacity(arguments.reduce(0) { $0 + $1.count })
        for argument in arguments { joined += argument }
        let lengths = arguments.map(\.count)
        bytes = unsafe joined.withUnsafeBytes { joined in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            var offset = 0
            for length in lengths {
                let start = unsafe joined.baseAddress?.advanced(by: offset)
                unsafe pointers.append(start?.assumingMemoryBound(to: CChar.self))
                offset += length
            }
            var formatted: UnsafeMutablePointer<CChar>?
            let count = unsafe redisFormatCommandArgv(&formatted, CInt(lengths.count), &pointers, lengths)
            guard count > 0, let formatted = unsafe formatted else {
                preconditionFailure("there is no memory for a command")
            }
            defer { unsafe redisFreeCommand(formatted) }
            return unsafe Array(UnsafeRawBufferPointer(start: formatted, count: Int(count)))
        }
    }

    init(_ words: String...) {
        self.init(words.map { Array($0.utf8) })
    }
}
