internal import CRabbitMQ
import Logging
import StreavPorts

/// The life of one connection's thread: commands in, frames in and out, deadlines, and a new connection when one is
/// lost and somebody wants it.
struct LinkLoop<User: LinkUser> {
    /// How exactly deadlines are kept.
    static var expiryInterval: Duration { .milliseconds(100) }
    /// How often an idle connection is looked at, for its heartbeats: at least twice in the shortest.
    static var idleInterval: Duration { .milliseconds(500) }
    /// How soon a full socket is tried again.
    static var fullInterval: Duration { .milliseconds(2) }
    /// Frames taken in before commands and sending have their turn.
    static var framesPerRound: Int { 1_000 }

    private let configuration: RabbitMQConfiguration
    private let clock: StreavClock
    private let status: LinkStatus
    private let logger: Logger
    private let user: User
    private var backoff: ReconnectBackoff
    private var link: AMQPLink?
    private var nextAttempt: MonotonicInstant = .zero
    private var nextExpiry: MonotonicInstant = .zero
    private var hadLink = false

    init(
        _ user: User, configuration: RabbitMQConfiguration, clock: StreavClock, entropy: any Entropy,
        status: LinkStatus, logger: Logger
    ) {
        self.user = user
        self.configuration = configuration
        self.clock = clock
        self.status = status
        self.logger = logger
        backoff = ReconnectBackoff(entropy: entropy)
    }

    /// Returns when the mailbox is stopped.
    mutating func run(_ mailbox: LinkMailbox<User.Command>) {
        while true {
            let taken = mailbox.take()
            for command in taken.commands { user.accept(command, at: clock.monotonicNow) }
            if taken.isStopped { break }
            connectIfWanted()
            let wait = round()
            streav_wait(link?.socket ?? -1, mailbox.wake, wait.map { Int32(clamping: $0.milliseconds) } ?? -1)
        }
        user.finish()
        link?.close()
        link = nil
        status.noteConnected(false)
        mailbox.end()
    }

    /// One turn of everything; how long to wait for the next, nil for until somebody calls.
    private mutating func round() -> Duration? {
        let now = clock.monotonicNow
        if now >= nextExpiry {
            nextExpiry = now + Self.expiryInterval
            user.expire(at: now)
        }
        guard let link else {
            guard user.wantsLink else { return nil }
            return min(max(nextAttempt - now, .milliseconds(1)), Self.expiryInterval)
        }
        do throws(LinkFailure) {
            var frames = 0
            while frames < Self.framesPerRound, let frame = try link.receive() {
                try receive(frame, over: link, at: now)
                frames += 1
            }
            if try user.send(over: link, at: now) { return Self.fullInterval }
            if frames == Self.framesPerRound { return .zero }
        } catch {
            lose(error)
            return .zero
        }
        return user.hasDeadlines ? Self.expiryInterval : Self.idleInterval
    }

    private func receive(_ frame: AMQPFrame, over link: AMQPLink, at now: MonotonicInstant) throws(LinkFailure) {
        if case .event(0, .connectionClosed(let code, let text)) = frame {
            throw LinkFailure(reason: "the server closed the connection: \(text) (\(code))")
        }
        try user.received(frame, at: now)
    }

    private mutating func lose(_ failure: LinkFailure) {
        logger.warning(
            "the connection to the broker is lost",
            metadata: ["server": "\(configuration)", "error": "\(failure.reason)"])
        link = nil
        status.noteConnected(false)
        let now = clock.monotonicNow
        nextAttempt = now
        user.lost(failure.reason, at: now)
    }

    private mutating func connectIfWanted() {
        guard link == nil, user.wantsLink, clock.monotonicNow >= nextAttempt else { return }
        do throws(BrokerError) {
            let opened = try AMQPLink.open(configuration, clock: clock)
            link = opened
            status.noteConnected(true)
            backoff.succeeded()
            logger.info("connected to the broker", metadata: ["server": "\(configuration)"])
            user.opened(channels: opened.channelRange, isAgain: hadLink, at: clock.monotonicNow)
            hadLink = true
        } catch {
            nextAttempt = clock.monotonicNow + backoff.failed()
            logger.warning(
                "no connection to the broker",
                metadata: ["error": "\(error.message)", "failures": "\(backoff.failures)"])
            user.unreachable(error)
        }
    }
}
