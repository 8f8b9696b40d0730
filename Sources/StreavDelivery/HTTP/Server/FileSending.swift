internal import NIOCore

/// How far an answer from a file has got. Lives on its connection's event loop.
final class FileSending {
    /// What is handed to the kernel at a time: large enough that calls do not count, small enough that a viewer's
    /// progress is seen.
    static let chunkBytes: Int64 = 1 << 20

    let feed: any FileFeed
    private(set) var progress: ((Int) -> Void)?

    /// - Parameters:
    ///   - wake: Called on the event loop when more of it can be had.
    ///   - progress: Told of bytes that were handed over.
    init(
        _ content: HTTPFileContent, eventLoop: any EventLoop, wake: @escaping () -> Void,
        progress: @escaping (Int) -> Void
    ) {
        switch content.source {
        case .handle(let handle): feed = LocalFeed(handle, content.pieces)
        case .distant(let first, let load):
            feed = DistantFeed(first: first, load: load, content.pieces, eventLoop: eventLoop, wake: wake)
        }
        self.progress = progress
    }
}
