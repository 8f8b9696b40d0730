import Glibc
import Logging
import StreavPorts
import Synchronization

/// Does on its thread what the state machine says: connects, writes, reads, waits.
final class RedisConnectionDriver {
    private typealias Turn = RedisConnectionCore.Machine.Turn

    private let core: RedisConnectionCore
    private let configuration: RedisConfiguration
    private let tls: TLSContext?
    private let clock: StreavClock
    private let entropy: any Entropy
    private let logger: Logger
    private let lookup: HostLookup

    private var transport: RedisTransport?
    private var reader = RedisReplyReader()
    /// Where else the server may be, while the connection is made.
    private var addresses: [SocketAddress] = []
    private var isLookingUp = false
    /// When the present address has had its share of the time.
    private var addressDeadline: MonotonicInstant?
    private var shareOfEachAddress: Duration = .zero

    /// What is written at once, in bytes, if it has come together.
    private static let writeBytes = 256 << 10

    init(
        _ core: RedisConnectionCore, _ configuration: RedisConfiguration, _ tls: TLSContext?, clock: StreavClock,
        entropy: any Entropy, logger: Logger
    ) {
        self.core = core
        self.configuration = configuration
        self.tls = tls
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        lookup = HostLookup(host: configuration.host, port: configuration.port, wakeUp: core.wakeUp)
    }

    func run() {
        while true {
            let room = transport.map { $0.isUsable && $0.isDrained } == true ? Self.writeBytes : 0
            let now = clock.monotonicNow
            let random = entropy.next()
            let turn = core.state.withLock { $0.turn(at: now, random: random, room: room) }
            if turn.step == .end { return }
            do throws(RedisConnectionLoss) {
                try perform(turn)
                try wait(until: turn.wake)
            } catch {
                lose(error)
            }
        }
    }

    private func perform(_ turn: Turn) throws(RedisConnectionLoss) {
        RedisConnectionCore.complete(turn.completions)
        if let notice = turn.notice { log(notice) }
        switch turn.step {
        case .connect:
            hangUp()
            isLookingUp = true
            lookup.begin()
        case .hangUp:
            hangUp()
        case .end, nil:
            break
        }
        if isLookingUp { try takeAddresses() }
        try transport?.write(turn.output)
    }

    private func log(_ notice: RedisConnectionCore.Machine.Notice) {
        let place: Logger.Metadata = ["redis": "\(configuration)"]
        switch notice {
        case .connected:
            logger.info("Connected to Redis", metadata: place)
        case .lost(let reason):
            logger.warning("Lost Redis: \(reason)", metadata: place)
        case .circuitOpened(let reason):
            logger.error("Redis cannot be used: \(reason). Trying on", metadata: place)
        }
    }

    private func lose(_ loss: RedisConnectionLoss) {
        let now = clock.monotonicNow
        let random = entropy.next()
        let turn = core.state.withLock { $0.failed(loss, at: now, random: random) }
        hangUp()
        RedisConnectionCore.complete(turn.completions)
        if let notice = turn.notice { log(notice) }
    }

    private func hangUp() {
        transport = nil
        reader = RedisReplyReader()
        addresses = []
        addressDeadline = nil
        isLookingUp = false
    }
}

// MARK: - Connecting

extension RedisConnectionDriver {
    private func takeAddresses() throws(RedisConnectionLoss) {
        guard let result = lookup.take() else { return }
        isLookingUp = false
        addresses = try result.get()
        shareOfEachAddress = configuration.connectDeadline / max(1, addresses.count)
        try tryNextAddress(after: RedisConnectionLoss("no address of \(configuration.host) is to be had"))
    }

    private func tryNextAddress(after loss: RedisConnectionLoss) throws(RedisConnectionLoss) {
        transport = nil
        reader = RedisReplyReader()
        var loss = loss
        while !addresses.isEmpty {
            let address = addresses.removeFirst()
            do throws(RedisConnectionLoss) {
                let stream = try tls.map { tls throws(RedisConnectionLoss) in
                    try TLSStream(tls, host: configuration.host, verifies: configuration.tls?.verifies != false)
                }
                transport = try RedisTransport(connectingTo: address, tls: stream)
                addressDeadline = addresses.isEmpty ? nil : clock.monotonicNow + shareOfEachAddress
                return
            } catch {
                loss = error
            }
        }
        throw loss
    }
}

// MARK: - Waiting, reading, writing

extension RedisConnectionDriver {
    private func wait(until wake: MonotonicInstant?) throws(RedisConnectionLoss) {
        var entries = [pollfd(fd: core.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)]
        if let transport {
            let events = POLLIN | (transport.wantsToWrite ? POLLOUT : 0)
            entries.append(pollfd(fd: transport.descriptor, events: Int16(events), revents: 0))
        }
        let deadline = [wake, addressDeadline].compactMap(\.self).min()
        _ = unsafe poll(&entries, nfds_t(entries.count), Self.milliseconds(deadline.map { $0 - clock.monotonicNow }))
        if entries[0].revents != 0 { core.wakeUp.clear() }
        guard let transport else { return }
        do throws(RedisConnectionLoss) {
            if let addressDeadline, addressDeadline <= clock.monotonicNow {
                throw RedisConnectionLoss("it does not accept connections")
            }
            try use(transport, Int32(entries[1].revents))
        } catch {
            // The next address of the name, as long as none was connected to.
            guard addressDeadline != nil else { throw error }
            try tryNextAddress(after: error)
        }
    }

    private func use(_ transport: RedisTransport, _ events: CInt) throws(RedisConnectionLoss) {
        let wasUsable = transport.isUsable
        if transport.wantsToWrite, events & (POLLOUT | POLLERR | POLLHUP) != 0 { try transport.flush() }
        guard events & (POLLIN | POLLERR | POLLHUP) != 0 || wasUsable != transport.isUsable else { return }
        var replies: [RedisReply] = []
        var loss: RedisConnectionLoss?
        do throws(RedisConnectionLoss) {
            if events & (POLLIN | POLLERR | POLLHUP) != 0 {
                try transport.receive { bytes throws(RedisConnectionLoss) in try reader.feed(bytes, into: &replies) }
            }
        } catch {
            // What came before is answered all the same.
            loss = error
        }
        if !wasUsable, transport.isUsable { becomeUsable() }
        if events & POLLIN != 0 { answer(replies) }
        if let loss { throw loss }
    }

    private func becomeUsable() {
        addresses = []
        addressDeadline = nil
        let now = clock.monotonicNow
        core.state.withLock { $0.connected(at: now) }
    }

    private func answer(_ replies: [RedisReply]) {
        let now = clock.monotonicNow
        let random = entropy.next()
        let turn = core.state.withLock { state in
            state.heard(at: now)
            return state.answered(replies, at: now, random: random)
        }
        RedisConnectionCore.complete(turn.completions)
        if let notice = turn.notice { log(notice) }
        if turn.step == .hangUp { hangUp() }
    }

    /// Rounded up, so that nobody comes too early; at most a minute.
    private static func milliseconds(_ duration: Duration?) -> CInt {
        guard let duration else { return 60_000 }
        let (seconds, attoseconds) = min(max(duration, .zero), .seconds(60)).components
        let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return CInt(seconds * 1_000 + fraction)
    }
}
