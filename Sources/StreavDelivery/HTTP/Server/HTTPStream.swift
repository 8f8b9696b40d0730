public import NIOCore

/// An endless answer. All but ``close(_:)`` and ``eventLoop`` belong to the event loop and trap elsewhere.
///
/// Nothing here slows a writer down: it looks at ``isWritable`` and ``pendingBytes`` before it writes.
/// A client that takes nothing for ``HTTPServerConfiguration/writeTimeout`` while bytes wait is closed by the server.
public final class HTTPStream: Sendable {
    public let eventLoop: any EventLoop
    private let connection: NIOLoopBound<HTTPConnection>
    private let number: UInt64

    init(connection: HTTPConnection, number: UInt64, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.connection = NIOLoopBound(connection, eventLoop: eventLoop)
        self.number = number
    }

    public var isOpen: Bool { connection.value.isStreaming(number) }

    /// False while more than ``HTTPServerConfiguration/writeHighWaterMark`` bytes wait, and once closed.
    public var isWritable: Bool { isOpen && connection.value.isWritable }

    /// Bytes written that the kernel has not taken yet.
    public var pendingBytes: Int { isOpen ? connection.value.pendingBytes : 0 }

    /// Bytes of content the kernel has taken so far.
    public var sentBytes: Int { connection.value.sentStreamBytes(number) }

    /// When the client last was seen to take something, or nothing waited; as fine as the server's sweep.
    public var lastProgress: NIODeadline { connection.value.lastProgress }

    /// Sends `buffers` without a copy, gathered into as few system calls as it takes. Ignored once closed.
    public func write(_ buffers: [ByteBuffer]) {
        connection.value.write(buffers, to: number)
    }

    /// `callback` runs each time the stream can be written to again, until it is closed.
    public func onWritable(_ callback: @escaping () -> Void) {
        connection.value.onWritable(of: number, callback)
    }

    /// `callback` runs once when the stream has ended, for whatever reason; at once when it has.
    public func onClose(_ callback: @escaping (HTTPCloseReason) -> Void) {
        connection.value.onClose(of: number, callback)
    }

    /// Ends the stream; from any thread. ``HTTPCloseReason/completed`` sends what waits first; any other reason drops
    /// it and releases its memory at once.
    public func close(_ reason: HTTPCloseReason = .completed) {
        if eventLoop.inEventLoop {
            connection.value.closeStream(number, reason)
        } else {
            eventLoop.execute { self.connection.value.closeStream(self.number, reason) }
        }
    }
}
