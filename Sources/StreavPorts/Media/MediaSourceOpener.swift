/// Makes sources from addresses.
public protocol MediaSourceOpener: Sendable {
    /// Checks the address's form and makes a source; nothing is opened yet. Throws `invalidAddress` or `forbidden`.
    func source(for address: String) throws(MediaSourceError) -> any MediaSource
}
