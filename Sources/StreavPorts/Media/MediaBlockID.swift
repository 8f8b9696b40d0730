/// A block of one version of a file: another version has other blocks.
public struct MediaBlockID: Hashable, Sendable {
    /// Stands for the file's key and version: 32 of `[0-9a-f]`.
    public let file: String
    /// Counts from 0; a block begins at this many times ``MediaBlockLimits/blockBytes``.
    public let index: Int64

    /// Traps on what is not of the form.
    public init(file: String, index: Int64) {
        let isHexadecimal = file.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        precondition(file.utf8.count == 32 && isHexadecimal && index >= 0, "a block is of a file and has a number")
        self.file = file
        self.index = index
    }

    /// Fit for a file's name.
    public var name: String { "\(file)-\(index)" }
}
