internal import NIOCore

/// Where the content of an answer from a file comes from, chunk by chunk. Lives on its connection's event loop.
protocol FileFeed: AnyObject {
    /// True when nothing is left to hand over.
    var isAllHandedOver: Bool { get }
    /// False when what would be handed over is not the file's any more.
    var isUnchanged: Bool { get }
    func next() -> FileStep
}

enum FileStep {
    /// - holding: To be kept until the chunk has left.
    case data(IOData, holding: OpenPiece?)
    /// The feed says when there is more.
    case pending
    /// There will be no more, although it is not all.
    case broken
}
