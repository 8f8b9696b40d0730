internal import NIOCore
internal import Synchronization

extension HTTPConnection {
    func respondHead(_ response: HTTPResponse, length: Int64, to requestNumber: UInt64) {
        precondition(isHead, "content is announced without being sent to a HEAD alone")
        respond(response, length: Int(length), to: requestNumber)
    }

    /// - Parameters:
    ///   - progress: Told of bytes handed to the kernel, chunk by chunk.
    ///   - ended: Called once, when all is sent or the connection is over.
    func sendFile(
        _ head: HTTPResponse, _ content: HTTPFileContent, for requestNumber: UInt64,
        progress: @escaping (Int) -> Void, ended: @escaping (HTTPCloseReason) -> Void
    ) {
        guard mayAnswer(requestNumber) else { return ended(closeReason) }
        guard !isHead else {
            respond(head, length: Int(content.count), to: requestNumber)
            return ended(.completed)
        }
        phase = .sendingFile
        deadline = .distantFuture
        closeCallback = ended
        fileSending = FileSending(
            content, eventLoop: loop.eventLoop, wake: { [weak self] in self?.pumpFile(of: requestNumber) },
            progress: progress)
        let isLast = !isKeepAlive || server.isDraining
        write(
            head, length: Int(content.count), persistence: isLast ? .close : isVersion10 ? .keepAlive : .implied,
            promise: nil)
        pumpFile()
    }

    /// More of the file has come from elsewhere.
    private func pumpFile(of requestNumber: UInt64) {
        guard requestNumber == number else { return }
        pumpFile()
    }

    /// Hands over as much as the socket takes.
    func pumpFile() {
        guard phase == .sendingFile, let sending = fileSending, let context else { return }
        while context.channel.isWritable, phase == .sendingFile, !sending.feed.isAllHandedOver {
            switch sending.feed.next() {
            case .broken: return abort(.ended)
            case .pending: return flushIfNeeded()
            case .data(let data, let piece): hand(over: data, piece, sending, context)
            }
        }
        flushIfNeeded()
    }

    private func hand(
        over data: IOData, _ piece: OpenPiece?, _ sending: FileSending, _ context: ChannelHandlerContext
    ) {
        let count = data.readableBytes
        server.counters.sentContentBytes.add(count, ordering: .relaxed)
        let isLast = sending.feed.isAllHandedOver
        guard isLast || piece != nil else {
            write(data, promise: nil)
            context.flush()
            sending.progress?(count)
            return
        }
        if isLast { needsFlush = false }
        let promise = context.eventLoop.makePromise(of: Void.self)
        write(data, promise: promise)
        // The kernel reads from the file until then.
        promise.futureResult.assumeIsolated().whenComplete { _ in withExtendedLifetime(piece) {} }
        if isLast { completeFile(once: promise.futureResult, number) }
        context.flush()
        sending.progress?(count)
    }

    private func completeFile(once sent: EventLoopFuture<Void>, _ sentNumber: UInt64) {
        sent.assumeIsolated().whenSuccess {
            guard self.phase == .sendingFile, self.number == sentNumber, let context = self.context else { return }
            let ended = self.closeCallback
            self.closeCallback = nil
            self.fileSending = nil
            guard self.isKeepAlive, !self.server.isDraining else {
                self.closeReason = self.server.isDraining ? .drained : .completed
                self.phase = .lingering
                self.deadline = self.now + self.server.configuration.lingerTimeout
                context.close(mode: .output, promise: nil)
                ended?(.completed)
                return
            }
            self.phase = .idle
            self.deadline = self.now + self.server.configuration.idleTimeout
            ended?(.completed)
            self.resumeReadingIfPaused()
            self.process()
        }
    }

    /// Breaks a file off that is being sent.
    func abortFile(_ fileNumber: UInt64, _ reason: HTTPCloseReason) {
        guard phase == .sendingFile, fileNumber == number else { return }
        abort(reason)
    }
}
