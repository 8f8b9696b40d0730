import Synchronization

/// Owns a loop: its thread begins with the first command and ends with this, or before by ``stop()``.
///
/// librabbitmq blocks and is for one thread at a time, hence a thread for each connection, and none of the cooperative
/// pool.
final class LinkHandle<Command: Sendable>: Sendable {
    private enum State {
        case fresh
        case running(LinkMailbox<Command>)
        case stopped
    }

    private let name: String
    private let run: @Sendable (LinkMailbox<Command>) -> Void
    private let state = Mutex<State>(.fresh)

    init(name: String, run: @escaping @Sendable (LinkMailbox<Command>) -> Void) {
        self.name = name
        self.run = run
    }

    deinit {
        if case .running(let mailbox) = state.withLock({ $0 }) { mailbox.stop() }
    }

    /// False when it was stopped, or the machine gives no thread: whoever waits for an answer gets none.
    func post(_ command: Command) -> Bool {
        mailbox()?.post(command) ?? false
    }

    /// Returns when everybody was answered and the connection is closed.
    func stop() async {
        let previous = state.withLock { state in
            defer { state = .stopped }
            return state
        }
        guard case .running(let mailbox) = previous else { return }
        mailbox.stop()
        await mailbox.waitForEnd()
    }

    private func mailbox() -> LinkMailbox<Command>? {
        state.withLock { state in
            switch state {
            case .running(let mailbox): return mailbox
            case .stopped: return nil
            case .fresh:
                guard let mailbox = LinkMailbox<Command>() else { return nil }
                let run = run
                guard LinkThread.start(name, { run(mailbox) }) else { return nil }
                state = .running(mailbox)
                return mailbox
            }
        }
    }
}
