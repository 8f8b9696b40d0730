import Glibc

/// What the system says of an error, in words.
enum SystemReason {
    /// Of this thread's last failed call.
    static var last: String { text(of: errno) }

    static func text(of number: CInt) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let start = buffer.baseAddress, unsafe strerror_r(number, start, buffer.count) == 0 else {
                return "error \(number)"
            }
            return unsafe String(cString: start)
        }
    }
}
