public import NIOCore
import Synchronization

/// A playlist as it goes out: serialised once per change, the same bytes for every waiter.
public final class PlaylistDocument: Sendable {
    public let text: ByteBuffer
    private let compressed: Mutex<ByteBuffer?> = Mutex(nil)

    public init(text: ByteBuffer) {
        self.text = text
    }

    /// The gzip form, made at the first call by `compress` and kept.
    public func gzip(_ compress: (ByteBuffer) -> ByteBuffer) -> ByteBuffer {
        compressed.withLock { cached in
            if let cached { return cached }
            let made = compress(text)
            cached = made
            return made
        }
    }
}
