#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
internal import NIOCore
internal import NIOPosix
internal import Synchronization

extension HTTPConnection {
    func startStream(status: HTTPStatus, headers: HTTPHeaders, for requestNumber: UInt64) {
        guard mayAnswer(requestNumber) else { return }
        let head = HTTPResponse(status, headers: headers)
        guard !isHead else {
            closeReason = .completed
            return finish(head, length: nil)
        }
        guard !server.isDraining else {
            // It would only be cut off again.
            let detail = "This server goes out of service. Open the stream again."
            return respond(
                .problem(.serviceUnavailable, code: "draining", detail: detail, headers: ["Retry-After": "1"]),
                to: requestNumber)
        }
        // What was pipelined behind it is never answered: the connection ends with the stream.
        phase = .streaming
        resumeReadingIfPaused()
        server.counters.openStreams.add(1, ordering: .relaxed)
        write(head, length: nil, persistence: .close, promise: nil)
        streamStart = writes.written
        if !isFlushDeferred { flushIfNeeded() }
    }

    func isStreaming(_ streamNumber: UInt64) -> Bool {
        phase == .streaming && streamNumber == number
    }

    var isWritable: Bool { context?.channel.isWritable ?? false }

    var pendingBytes: Int {
        // Every stream channel of NIOPosix has this option.
        guard let options = context?.channel.syncOptions else { return 0 }
        return (try? options.getOption(.bufferedWritableBytes)) ?? 0
    }

    var lastProgress: NIODeadline { writes.progressAt }

    func sentStreamBytes(_ streamNumber: UInt64) -> Int {
        guard streamNumber == number else { return 0 }
        let taken = phase == .streaming ? writes.written - pendingBytes : writes.knownTaken
        return max(0, taken - streamStart)
    }

    func write(_ buffers: [ByteBuffer], to streamNumber: UInt64) {
        guard isStreaming(streamNumber) else { return }
        var count = 0
        for buffer in buffers where buffer.readableBytes > 0 {
            count += buffer.readableBytes
            write(.byteBuffer(buffer), promise: nil)
        }
        server.counters.sentContentBytes.add(count, ordering: .relaxed)
        flushIfNeeded()
    }

    func onWritable(of streamNumber: UInt64, _ callback: @escaping () -> Void) {
        guard isStreaming(streamNumber) else { return }
        writableCallback = callback
    }

    func onClose(of requestNumber: UInt64, _ callback: @escaping (HTTPCloseReason) -> Void) {
        guard requestNumber == number else { return }
        switch phase {
        case .handling, .streaming, .sendingFile: closeCallback = callback
        case .closed, .finishing, .lingering: callback(closeReason)
        case .idle, .receiving: break
        }
    }

    func closeStream(_ streamNumber: UInt64, _ reason: HTTPCloseReason) {
        guard isStreaming(streamNumber) else { return }
        guard reason == .completed else { return abort(reason) }
        endStream(reason)
        guard let context else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: promise)
        lingerOnceSent(promise.futureResult)
    }

    private func endStream(_ reason: HTTPCloseReason) {
        server.counters.openStreams.subtract(1, ordering: .relaxed)
        phase = .finishing
        deadline = .distantFuture
        closeReason = reason
        writableCallback = nil
        let callback = closeCallback
        closeCallback = nil
        callback?(reason)
    }

    /// Ends the connection now. What waits is dropped, here and in the kernel: whoever reads too slowly must not hold
    /// it.
    func abort(_ reason: HTTPCloseReason) {
        guard phase != .closed, let context else { return }
        // Taken before the close drops what waits, which would look as if it had been sent.
        writes.settle(waiting: pendingBytes)
        if phase == .streaming { endStream(reason) }
        phase = .finishing
        closeReason = reason
        if writes.mayWait {
            // It may fail on a socket the peer has reset already, where there is nothing to drop.
            _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        }
        context.close(promise: nil)
    }
}
