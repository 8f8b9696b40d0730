internal import NIOCore

extension HTTPConnection {
    /// Called a few times within the shortest timeout.
    func sweep(_ now: NIODeadline) {
        if writes.mayWait, phase != .lingering, phase != .closed {
            let waiting = pendingBytes
            if writes.isStalled(waiting: waiting, now: now, timeout: writeTimeout) {
                return abort(.writeTimeout)
            }
            // While an answer is on its way the client is not idle.
            if waiting > 0, phase == .idle { deadline = now + server.configuration.idleTimeout }
        }
        if phase == .sendingFile, fileSending?.feed.isUnchanged == false { return abort(.ended) }
        guard now >= deadline else { return }
        switch phase {
        case .idle:
            abort(number == 0 ? .headerTimeout : server.isDraining ? .drained : .idleTimeout)
        case .receiving:
            closeReason = parser.isReadingContent ? .bodyTimeout : .headerTimeout
            isHead = false
            finish(.problem(.requestTimeout, code: "request_timeout"))
        case .lingering:
            abort(closeReason)
        case .handling, .streaming, .sendingFile, .finishing, .closed:
            break
        }
    }

    private var writeTimeout: TimeAmount {
        phase == .sendingFile ? server.configuration.fileWriteTimeout : server.configuration.writeTimeout
    }

    /// Idle connections may bring one more request until then, and begun ones be completed; streams end now.
    func beginDraining(idleUntil: NIODeadline) {
        switch phase {
        case .streaming, .sendingFile: abort(.drained)
        case .idle, .receiving: deadline = min(deadline, idleUntil)
        case .handling, .finishing, .lingering, .closed: break
        }
    }
}
