internal import CRabbitMQ

/// Memory for what one call to librabbitmq is told: names and tables, each bounded, all let go together.
///
/// Owned by one link, so that publishing allocates nothing.
@safe
final class CallArena {
    /// More than the names and arguments of any method need: each of at most 255 bytes.
    private static let capacity = 16_384
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    private var used = 0

    deinit {
        unsafe memory.deallocate()
    }

    /// Forgets what was given out.
    func reset() { used = 0 }

    func bytes(_ text: String) -> amqp_bytes_t {
        let count = text.utf8.count
        let place = unsafe room(count)
        unsafe place.copyBytes(from: text.utf8)
        return unsafe amqp_bytes_t(len: count, bytes: place.baseAddress)
    }

    func table(_ arguments: [QueueDeclaration.KeyArgument]) -> amqp_table_t {
        guard !arguments.isEmpty else { return unsafe amqp_table_t(num_entries: 0, entries: nil) }
        let stride = unsafe MemoryLayout<amqp_table_entry_t>.stride
        let entries = unsafe room(stride * arguments.count).bindMemory(to: amqp_table_entry_t.self)
        for (index, argument) in arguments.enumerated() {
            var entry = unsafe amqp_table_entry_t()
            unsafe entry.key = bytes(argument.key)
            switch argument.value {
            case .text(let text):
                unsafe entry.value.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
                unsafe entry.value.value.bytes = bytes(text)
            case .number(let number):
                unsafe entry.value.kind = UInt8(AMQP_FIELD_KIND_I64.rawValue)
                unsafe entry.value.value.i64 = number
            }
            unsafe entries.initializeElement(at: index, to: entry)
        }
        return unsafe amqp_table_t(num_entries: Int32(arguments.count), entries: entries.baseAddress)
    }

    private func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let start = (used + 15) & ~15
        precondition(start + count <= Self.capacity, "the names of a method fit, each being at most 255 bytes")
        used = start + count
        return unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + count])
    }
}
