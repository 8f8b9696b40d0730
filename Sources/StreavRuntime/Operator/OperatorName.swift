import Glibc

/// Who has started this process, by the operating system.
enum OperatorName {
    static var current: String {
        let id = getuid()
        // Whoever became root to type it.
        if id == 0, let text = getenv("SUDO_USER").map({ String(cString: $0) }), isName(text) { return text }
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
            return "user \(id)"
        }
        let text = String(cString: name)
        return isName(text) ? text : "user \(id)"
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
