/// Where a command's answers go, and where an operator's come from.
public protocol CommandTerminal: Sendable {
    /// Standard output.
    func write(_ text: String)
    /// Standard error.
    func complain(_ text: String)
    /// Somebody sits there who can be asked.
    var isInteractive: Bool { get }
    /// One line of standard input without its end, at most 4096 bytes; nil where there is none.
    ///
    /// - Parameters:
    ///   - prompt: Said on standard error, and only to somebody who sits there.
    ///   - isSecret: It must not appear on the screen.
    func readLine(_ prompt: String, isSecret: Bool) -> String?
}
