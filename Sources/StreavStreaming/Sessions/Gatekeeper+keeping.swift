public import StreavDomain
import StreavPorts

/// What goes on by itself, and what an administrator does.
extension Gatekeeper {
    /// Ends what is over, renews leases and entitlements, and tells the cache of places given up, until the task is
    /// cancelled. To be called once.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.every(self.configuration.expiryTick) { self.registry.tick() } }
            group.addTask { await self.every(self.configuration.expiryTick) { await self.renewDue() } }
            group.addTask {
                for await _ in self.registry.leases.wakes { await self.settle() }
            }
            group.addTask {
                for await _ in self.judgements.wakes { await self.judgeWaiting() }
            }
        }
    }

    /// The subscriber, its bundles or its token were changed: its sessions are judged anew, at once.
    public func subscriberChanged(_ id: SubscriberID) async {
        entitlements.invalidate(id)
        await reevaluate(id)
    }

    /// Something that concerns many subscribers was changed, such as a bundle: judges every session anew.
    public func everySubscriberChanged() async {
        let ids = registry.withMachine { $0.bySubscriber.keys.sorted() }
        entitlements.invalidateAll()
        await eachOf(ids) { await self.reevaluate($0) }
    }

    /// Ends a session and keeps its device away for a time.
    ///
    /// - Returns: False when there is no such session.
    @discardableResult
    public func kick(session: String, hold: Duration = .zero) -> Bool {
        let now = clock.monotonicNow
        let isKnown = registry.withMachine { machine in
            guard let record = machine.sessions[session] else { return false }
            if hold > .zero {
                let device = SubscriberDevice(subscriber: record.subscriber, device: record.device)
                machine.hold(device, until: now + hold)
            }
            return true
        }
        return isKnown && registry.end(session, .kicked)
    }

    /// An administrator closed a session, at this node or another: ends it if it is here, and keeps its device away
    /// for what is left of the hold. A session that began after that is not meant, whatever its id.
    ///
    /// - Returns: False when there is no such session here.
    @discardableResult
    public func close(
        session: String, of subscriber: SubscriberID, address: IPAddress, userAgent: String, closedAt: Timestamp,
        hold: Duration
    ) -> Bool {
        let left = min(hold, hold - clock.wallNow.duration(since: closedAt))
        let now = clock.monotonicNow
        let isMeant = registry.withMachine { machine in
            if left > .zero {
                let device = SessionDevice(address: address, userAgent: ViewerRequest.bounded(userAgent))
                machine.hold(SubscriberDevice(subscriber: subscriber, device: device), until: now + left)
            }
            guard let record = machine.sessions[session], record.subscriber == subscriber else { return false }
            return record.openedAtWall <= closedAt.advanced(by: Self.clockSkew)
        }
        return isMeant && registry.end(session, .kicked)
    }

    /// How far the clocks of two machines may be apart for a session to be told from a later one.
    private static let clockSkew: Duration = .seconds(10)

    /// Ends all sessions of a subscriber and keeps their devices away for a time.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func kick(subscriber: SubscriberID, hold: Duration = .zero) -> Int {
        let ids = registry.withMachine { $0.bySubscriber[subscriber] ?? [] }
        return ids.count { kick(session: $0, hold: hold) }
    }

    /// Renews what is due, and leaves it to be judged anew. A subscriber's sessions are renewed together.
    func renewDue() async {
        if registry.leases.takeReassertion() {
            let now = clock.monotonicNow
            registry.withMachine { $0.makeAllDue(at: now) }
            await settle()
        }
        let due = registry.withMachine { $0.due(at: clock.monotonicNow) }
        await eachOf(due.keys.sorted()) { subscriber in
            await self.registry.turns.withCertainTurn(subscriber) {
                for id in due[subscriber] ?? [] { await self.registry.renew(id) }
            }
        }
        judgements.add(due.keys)
        judgements.ring()
    }

    /// Tells the cache of the places that were given up.
    func settle() async {
        await eachOf(registry.leases.unsettled) { subscriber in
            await self.registry.turns.withCertainTurn(subscriber) { await self.registry.leases.settle(subscriber) }
        }
    }

    /// Judges anew whom it is time for, and whom nobody could be asked about before.
    func judgeWaiting() async {
        await eachOf(judgements.takeAll()) { await self.reevaluate($0) }
    }

    /// Judges a subscriber's sessions by what is true of it now. When nobody can be asked they go on, to be judged
    /// later; their own expiry ends them in time.
    private func reevaluate(_ subscriber: SubscriberID) async {
        guard registry.withMachine({ $0.bySubscriber[subscriber] != nil }) else { return }
        let read: SubscriberEntitlement?
        do {
            // Read now: a reading of a moment ago, made for another request, would put a change that nobody announced
            // off by a whole renewal. And not in the subscriber's turn: renewals must never wait for a database.
            read = try await entitlements.refreshed(subscriber)
            // Whether a stream exists must be known before anybody is sent away for it.
            for record in registry.withMachine({ $0.records(of: subscriber) }) {
                try await streams.prepare(record.stream)
            }
        } catch {
            return judgements.add([subscriber])
        }
        await registry.turns.withCertainTurn(subscriber) {
            // Somebody may have been admitted meanwhile, by a later reading than this one.
            self.judgeSessions(of: subscriber, by: self.entitlements.known(subscriber) ?? read)
        }
    }

    private func judgeSessions(of subscriber: SubscriberID, by entitlement: SubscriberEntitlement?) {
        let records = registry.withMachine { $0.records(of: subscriber) }
        for record in records {
            let denial = judge(entitlement, format: record.format, stream: record.stream, device: record.device)
            if let denial {
                registry.end(record.id, .denied(denial.code))
            } else if let entitlement, record.credential.isStill(of: entitlement) {
                let grant = SessionGrant(entitlement, tokenExpiry: record.tokenExpiry)
                registry.withMachine { $0.update(record.id, grant: grant) }
            } else {
                registry.end(record.id, .denied(.credentialsInvalid))
            }
        }
    }

    /// Calls `body` at a steady rhythm; what takes longer delays the next, never doubles it.
    private func every(_ interval: Duration, _ body: () async -> Void) async {
        var next = clock.monotonicNow + interval
        while (try? await clock.sleep(until: next)) != nil {
            await body()
            next = max(next + interval, clock.monotonicNow)
        }
    }

    /// A bounded number at once.
    private func eachOf(_ ids: [SubscriberID], _ body: @escaping @Sendable (SubscriberID) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for (index, id) in ids.enumerated() {
                if index >= configuration.concurrentRenewals { await group.next() }
                group.addTask { await body(id) }
            }
        }
    }
}
