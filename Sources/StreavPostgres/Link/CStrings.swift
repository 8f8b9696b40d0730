internal import Glibc

/// Arrays of strings as C takes them.
enum CStrings {
    typealias Array = UnsafePointer<UnsafePointer<CChar>?>?

    /// Both end in a null pointer, and are freed when `body` returns.
    static func withArrays<Result>(
        _ first: [String], _ second: [String], _ body: (Array, Array) -> Result
    ) -> Result {
        let (left, right) = unsafe (copies(of: first), copies(of: second))
        defer {
            unsafe (left + right).forEach { copy in unsafe free(UnsafeMutablePointer(mutating: copy)) }
        }
        return unsafe left.withUnsafeBufferPointer { left in
            unsafe right.withUnsafeBufferPointer { right in unsafe body(left.baseAddress, right.baseAddress) }
        }
    }

    private static func copies(of strings: [String]) -> [UnsafePointer<CChar>?] {
        unsafe strings.map { unsafe UnsafePointer(strdup($0)) } + [nil]
    }
}
