import StreavPorts

/// Whether a platform is, once all faults have healed, as if they had never been (INV-CONV).
struct ConvergenceJudge: Sendable {
    let view: PlatformView
    let clock: StreavClock

    private static let interval = Duration.milliseconds(250)

    /// Waits until all is well.
    ///
    /// - Returns: What is not by `deadline`, a sentence each; empty: it converged.
    func wait(until deadline: MonotonicInstant, isQuiet: Bool = false) async -> [String] {
        while true {
            let missing = await missing(isQuiet: isQuiet)
            guard !missing.isEmpty, clock.monotonicNow < deadline else { return missing }
            guard (try? await clock.sleep(for: Self.interval)) != nil else { return missing }
        }
    }

    /// - Parameter isQuiet: Everybody has left: then nothing may be held.
    private func missing(isQuiet: Bool) async -> [String] {
        var missing: [String] = []
        do {
            let depth = try await view.outboxDepth
            if depth > 0 { missing.append("\(depth) events wait in the outbox") }
        } catch {
            missing.append("the database cannot be read (\(error))")
        }
        let dead = await view.deadLetters
        if dead > 0 { missing.append("\(dead) messages are dead letters") }
        let silent = view.channels - view.onAir.count
        if silent > 0 { missing.append("\(silent) of \(view.channels) channels are not on air") }
        let leases: [String: Int]
        do {
            leases = try await view.leases
        } catch {
            return missing + ["the cache cannot be read (\(error))"]
        }
        let sessions = view.sessions
        if isQuiet {
            let held = leases.values.reduce(0, +)
            if held > 0 { missing.append("\(held) leases are held by viewers who have gone") }
            let kept = sessions.values.reduce(0, +)
            if kept > 0 { missing.append("\(kept) sessions of viewers who have gone are kept") }
        } else {
            let pools = Set(leases.keys).union(sessions.keys)
            let apart = pools.filter { leases[$0, default: 0] != sessions[$0, default: 0] }.count
            // Who comes or goes at this moment is in one and not yet in the other.
            if apart > pools.count / 50 + 2 {
                missing.append("\(apart) of \(pools.count) subscribers' leases and sessions differ")
            }
        }
        return missing
    }
}
