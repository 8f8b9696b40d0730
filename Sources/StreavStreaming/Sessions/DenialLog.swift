import Logging
import StreavDomain
import StreavPorts
import Synchronization

/// Counts every denial and logs it once, with its code and reason; a flood of one kind is logged up to a bound and
/// counted.
final class DenialLog: Sendable {
    private struct Recent: Sendable {
        var since: MonotonicInstant
        var count = 0
    }

    let counter = DenialCounter()
    private let clock: StreavClock
    private let perSecond: Int
    private let logger: Logger
    private let recent = Mutex<[DenialCode: Recent]>([:])
    private let hasMissedCountries = Atomic(false)

    init(clock: StreavClock, perSecond: Int, logger: Logger) {
        self.clock = clock
        self.perSecond = perSecond
        self.logger = logger
    }

    /// Subscribers that are limited to countries are refused for want of a database. Said once, to whoever runs the
    /// node.
    func reportMissingCountries() {
        guard !hasMissedCountries.exchange(true, ordering: .relaxed) else { return }
        logger.warning("No country database is configured: subscribers with a list of countries are refused.")
    }

    func report(_ denial: Denial, _ visit: Visit) {
        counter.count(denial.code)
        let now = clock.monotonicNow
        let count = recent.withLock { recent in
            var entry = recent[denial.code] ?? Recent(since: now)
            if now - entry.since >= .seconds(1) { entry = Recent(since: now) }
            entry.count += 1
            recent[denial.code] = entry
            return entry.count
        }
        guard count <= perSecond else { return }
        logger.info(
            "A viewer was refused.",
            metadata: [
                "code": "\(denial.code.rawValue)", "reason": "\(denial.detail)", "stream": "\(visit.stream)",
                "format": "\(visit.format.rawValue)", "address": "\(visit.device.address)",
            ])
        if count == perSecond {
            logger.notice("More refusals of this kind are counted only.", metadata: ["code": "\(denial.code.rawValue)"])
        }
    }
}
