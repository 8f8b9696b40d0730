/// Where something was written.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    public enum Origin: Sendable, Hashable {
        case file(String)
        case builtIn(String)
        /// The whole argument of `--set`.
        case setting(String)
    }

    public var origin: Origin
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    public init(_ origin: Origin, line: Int = 1, column: Int = 1) {
        self.origin = origin
        self.line = line
        self.column = column
    }

    public var description: String {
        switch origin {
        case .file(let path): "\(Printable.text(path)):\(line):\(column)"
        case .builtIn(let name): "built-in \(name):\(line):\(column)"
        case .setting(let argument): "--set \(Printable.text(argument))"
        }
    }
}
