/// What is to be opened.
public struct CommandOpening: Sendable {
    /// A simulator's folder; nil: what the environment names.
    public var folder: String?
    /// A database in a file may be made where there is none.
    public var mayCreate: Bool

    public init(folder: String? = nil, mayCreate: Bool = false) {
        self.folder = folder
        self.mayCreate = mayCreate
    }
}
