public import NIOCore

/// The answering side of one request. Exactly one of ``respond(_:)`` and ``startStream(status:headers:)`` is called,
/// once.
public final class HTTPExchange: Sendable {
    /// The loop of the connection.
    public let eventLoop: any EventLoop
    private let connection: NIOLoopBound<HTTPConnection>
    private let number: UInt64

    init(connection: HTTPConnection, number: UInt64, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.connection = NIOLoopBound(connection, eventLoop: eventLoop)
        self.number = number
    }

    /// Sends the answer; from any thread. Nothing happens when the client is gone. To a HEAD request goes the head
    /// alone, with the length the content has.
    public func respond(_ response: HTTPResponse) {
        if eventLoop.inEventLoop {
            connection.value.respond(response, to: number)
        } else {
            eventLoop.execute { self.connection.value.respond(response, to: self.number) }
        }
    }

    /// Answers a HEAD with the length of the content that a GET would get.
    public func respondHead(_ response: HTTPResponse, length: Int64) {
        onLoop { $0.respondHead(response, length: length, to: self.number) }
    }

    /// Sends an answer whose content lies in a file; from any thread.
    ///
    /// A client that takes nothing for ``HTTPServerConfiguration/fileWriteTimeout`` is closed by the server, and so is
    /// one whose file changes while it is sent.
    /// - Parameters:
    ///   - progress: Told of bytes that the kernel was handed, in chunks, on the event loop.
    ///   - ended: Called once, on the event loop, when all is sent or the connection is over.
    public func sendFile(
        _ head: HTTPResponse, _ content: HTTPFileContent, progress: @escaping @Sendable (Int) -> Void,
        ended: @escaping @Sendable (HTTPCloseReason) -> Void
    ) {
        onLoop { $0.sendFile(head, content, for: self.number, progress: progress, ended: ended) }
    }

    /// Breaks off what ``sendFile(_:_:progress:ended:)`` began, and closes the connection; from any thread.
    public func abortFile() {
        onLoop { $0.abortFile(self.number, .ended) }
    }

    private func onLoop(_ work: @escaping @Sendable (HTTPConnection) -> Void) {
        if eventLoop.inEventLoop {
            work(connection.value)
        } else {
            eventLoop.execute { work(self.connection.value) }
        }
    }

    /// Sends the head of an answer without an end, which the connection's end ends (RFC 9112 section 6.3, rule 8). On
    /// the event loop only. The stream is closed already when the client is gone or the request was a HEAD.
    public func startStream(status: HTTPStatus = .ok, headers: HTTPHeaders) -> HTTPStream {
        let connection = connection.value
        connection.startStream(status: status, headers: headers, for: number)
        return HTTPStream(connection: connection, number: number, eventLoop: eventLoop)
    }

    /// `callback` runs on the event loop, once, when the connection ends before the answer is complete; at once when it
    /// has ended. From any thread. The latest callback replaces an earlier one.
    public func onClose(_ callback: @escaping @Sendable (HTTPCloseReason) -> Void) {
        if eventLoop.inEventLoop {
            connection.value.onClose(of: number, callback)
        } else {
            eventLoop.execute { self.connection.value.onClose(of: self.number, callback) }
        }
    }
}
