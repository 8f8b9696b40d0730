import Logging
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import StreavStreaming

/// Writes down this node's sessions: who watches what, from where, since when, how much, and why it ended. Nothing
/// waits for it, and what cannot be written now is written later.
actor ConnectionJournal {
    private let database: any Database
    private let countries: any CountryLookup
    private let gatekeeper: Gatekeeper
    private let membership: FleetMembership
    private let clock: StreavClock
    private let logger: Logger
    private var ledger = ConnectionLedger()
    private var wasWritten = true

    init(platform: Platform, gatekeeper: Gatekeeper, membership: FleetMembership) {
        database = platform.database
        countries = platform.countries
        clock = platform.clock
        logger = platform.logger
        self.gatekeeper = gatekeeper
        self.membership = membership
    }

    /// Looks what there is and writes what is due.
    func round() async {
        ledger.look(gatekeeper.snapshot(), ended: gatekeeper.ended.takeAll(), wall: clock.wallNow)
        // Without a server there is nobody whose sessions they would be.
        guard let server = membership.registration?.server else { return }
        let due = ledger.due(at: clock.monotonicNow, wall: clock.wallNow).map(located)
        var rest = due[...]
        while !rest.isEmpty, !Task.isCancelled {
            let batch = Array(rest.prefix(Self.batch(rest.count)))
            rest = rest.dropFirst(batch.count)
            guard await write(batch, by: server) else { return }
        }
    }

    /// False when it has to be tried again later.
    private func write(_ batch: [ConnectionSighting], by server: ServerID) async -> Bool {
        do {
            try await database.write { try $0.connections.note(batch, by: server) }
            if !wasWritten { logger.notice("Connections are written down again.") }
            wasWritten = true
        } catch {
            guard Self.isRefusal(error) else {
                if wasWritten {
                    logger.warning(
                        "Connections cannot be written down; that is made up for later.",
                        metadata: ["error": "\(error)"])
                }
                wasWritten = false
                return false
            }
            // What the database takes at no time must not hold up the others.
            logger.error(
                "Connections were refused by the database.",
                metadata: ["error": "\(error)", "connections": "\(batch.count)"])
        }
        ledger.note(written: batch, at: clock.monotonicNow)
        return true
    }

    private static func isRefusal(_ error: any Error) -> Bool {
        switch (error as? DatabaseError)?.code {
        case .badStatement, .checkViolation, .notNullViolation, .uniqueViolation, .readOnly: true
        default: false
        }
    }

    /// A power of two, so that there are a few statements for the engine to keep instead of hundreds.
    private static func batch(_ count: Int) -> Int {
        var size = ConnectionTable.sightingLimit
        while size > count { size /= 2 }
        return size
    }

    private func located(_ sighting: ConnectionSighting) -> ConnectionSighting {
        guard countries.isConfigured else { return sighting }
        var sighting = sighting
        sighting.country = countries.country(of: sighting.address)
        return sighting
    }
}
