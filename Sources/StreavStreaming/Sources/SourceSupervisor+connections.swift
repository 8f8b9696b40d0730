import Logging
import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts
import Synchronization

extension SourceSupervisor {
    /// Runs one connection to its end. The source is cancelled when the machine closes the connection.
    func serve(_ connection: SourceConnection) async {
        let failure = await withTaskGroup(of: SourceFailure?.self) { group in
            group.addTask { await self.read(connection) }
            group.addTask {
                await connection.waitUntilClosed()
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        let now = clock.monotonicNow
        shared.withLock { shared in
            shared.connections[connection.id.input] = nil
            perform(shared.machine.ended(connection.id, error: failure, at: now), &shared)
        }
    }

    /// Reads until the source ends (nil) or fails.
    private func read(_ connection: SourceConnection) async -> SourceFailure? {
        do {
            let source = try opener.source(for: plan[connection.id.input].address)
            try await source.run { bytes in
                try Task.checkCancellation()
                self.take(connection.read(bytes), byteCount: bytes.readableBytes, from: connection)
            }
            take(connection.finish(), byteCount: 0, from: connection)
            return nil
        } catch {
            return SourceFailure(error)
        }
    }

    private func take(_ events: [TransportEvent], byteCount: Int, from connection: SourceConnection) {
        shared.withLock { shared in
            let now = clock.monotonicNow
            let actions = shared.machine.received(events, byteCount: byteCount, from: connection.id, at: now)
            perform(actions, &shared)
        }
    }

    /// Carries out what the machine decided, in its order and under the lock, so that the sink never sees anything of
    /// an input after the next one began.
    func perform(_ actions: [SourceSupervisorStateMachine.Action], _ shared: inout Shared) {
        for action in actions {
            switch action {
            case .open(let id):
                let connection = SourceConnection(id: id)
                shared.connections[id.input] = connection
                shared.openings.append(connection)
            case .close(let id):
                shared.connections[id.input]?.close()
            case .begin(let input, let tracks):
                sink.begin(input: input, tracks: tracks)
            case .deliver(let events):
                sink.consume(events)
            case .inputsAreDown:
                sink.inputsAreDown()
            case .notice(let notice):
                log(notice)
                noticed(notice)
            }
        }
        wakeIfNeeded(&shared)
    }

    /// Wakes the task of ``run()`` where it would sleep too long.
    private func wakeIfNeeded(_ shared: inout Shared) {
        let deadline = shared.machine.nextDeadline(after: clock.monotonicNow)
        let isEarlier = deadline.map { deadline in shared.armed.map { deadline < $0 } ?? true } ?? false
        guard isEarlier || !shared.openings.isEmpty else { return }
        shared.wakeup?.yield()
    }

    /// Inputs are named by their place, counted from 1: their addresses may hold credentials.
    private func log(_ notice: SourceNotice) {
        switch notice {
        case .failed(let input, let failure, let wait):
            logger.warning(
                "Input \(input + 1) failed: \(failure.message)",
                metadata: ["reason": "\(failure.reason.rawValue)", "retry_ms": "\(wait.wholeMilliseconds)"])
        case .onAir(let input, let previous):
            // Going on air is the normal course; a change of inputs is news.
            if let previous {
                logger.notice("Input \(input + 1) is on air", metadata: ["previous": "\(previous + 1)"])
            } else {
                logger.info("Input \(input + 1) is on air")
            }
        case .degraded(let input):
            logger.warning("Input \(input + 1) is slower than real time")
        case .recovered(let input):
            logger.notice("Input \(input + 1) keeps up with real time again")
        case .divergentInputs(let active, let other):
            logger.warning("Input \(other + 1) has other tracks than input \(active + 1), which is on air")
        case .allDown:
            logger.error("No input delivers")
        }
    }
}
