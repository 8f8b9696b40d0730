internal import NIOCore
internal import Synchronization

extension HTTPConnection {
    /// Content up to this many bytes is copied behind the head: one piece costs the kernel less than two.
    static let copiedContentBytes = 1_024
    /// First size of a head's buffer.
    private static let headBytes = 512

    func respond(_ response: HTTPResponse, to requestNumber: UInt64) {
        respond(response, length: response.body.count, to: requestNumber)
    }

    /// - Parameter length: In bytes, of the content there would be: a HEAD is told of what it does not get.
    func respond(_ response: HTTPResponse, length: Int, to requestNumber: UInt64) {
        guard mayAnswer(requestNumber) else { return }
        closeCallback = nil
        if !isKeepAlive || response.closesConnection || server.isDraining {
            if server.isDraining { closeReason = .drained } else { closeReason = .completed }
            return finish(response, length: length)
        }
        write(response, length: length, persistence: isVersion10 ? .keepAlive : .implied, promise: nil)
        phase = .idle
        deadline = now + server.configuration.idleTimeout
        if !isFlushDeferred { flushIfNeeded() }
        resumeReadingIfPaused()
        process()
    }

    /// False when the client is gone already.
    func mayAnswer(_ requestNumber: UInt64) -> Bool {
        if phase == .handling, requestNumber == number { return true }
        precondition(
            phase == .finishing || phase == .lingering || phase == .closed, "a request is answered exactly once")
        return false
    }

    /// Sends the last answer of the connection, then ends it.
    func finish(_ response: HTTPResponse) {
        finish(response, length: response.body.count)
    }

    func finish(_ response: HTTPResponse, length: Int?) {
        phase = .finishing
        deadline = .distantFuture
        guard let context else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        write(response, length: length, persistence: .close, promise: promise)
        resumeReadingIfPaused()
        lingerOnceSent(promise.futureResult)
        flushIfNeeded()
    }

    func lingerOnceSent(_ sent: EventLoopFuture<Void>) {
        sent.assumeIsolated().whenSuccess {
            guard self.phase == .finishing, let context = self.context else { return }
            self.phase = .lingering
            self.deadline = self.now + self.server.configuration.lingerTimeout
            context.close(mode: .output, promise: nil)
        }
    }

    func writeContinue() {
        write(.byteBuffer(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        if !isFlushDeferred { flushIfNeeded() }
    }

    func flushIfNeeded() {
        guard needsFlush else { return }
        needsFlush = false
        context?.flush()
    }

    /// - Parameter length: of the content in bytes; nil when nobody knows.
    func write(
        _ response: HTTPResponse, length: Int?, persistence: ResponseHeadWriter.Persistence,
        promise: EventLoopPromise<Void>?
    ) {
        guard let context else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let count = response.body.count
        let isSent = !isHead && response.status.mayHaveContent && count > 0
        var head = context.channel.allocator.buffer(capacity: Self.headBytes)
        let writer = ResponseHeadWriter(
            status: response.status, headers: response.headers, contentLength: length, persistence: persistence)
        let isCopied = isSent && count <= Self.copiedContentBytes
        writer.write(into: &head, date: loop.date, reserve: isCopied ? count : 0)
        server.counters.count(response.status)
        if isSent { server.counters.sentContentBytes.add(count, ordering: .relaxed) }
        let parts = isSent ? response.body.parts : []
        if isCopied {
            for part in parts { head.writeImmutableBuffer(part) }
            return write(.byteBuffer(head), promise: promise)
        }
        write(.byteBuffer(head), promise: parts.isEmpty ? promise : nil)
        for (index, part) in parts.enumerated() {
            write(.byteBuffer(part), promise: index == parts.count - 1 ? promise : nil)
        }
    }

    func write(_ data: IOData, promise: EventLoopPromise<Void>?) {
        writes.didWrite(data.readableBytes, now: now)
        needsFlush = true
        context?.write(wrapOutboundOut(data), promise: promise)
    }
}

extension HTTPResponse.Body {
    var parts: [ByteBuffer] {
        switch self {
        case .empty: []
        case .bytes(let buffer): [buffer]
        case .buffers(let buffers): buffers
        }
    }
}
