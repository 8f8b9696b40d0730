public import Logging
import StreavDomain
public import StreavPorts

extension LiveChannel {
    /// How often the journal is written, and how many numbers ahead: more than are published until the next write.
    private static let journalInterval: Duration = .seconds(5)
    private static let journalReserve: Int64 = 16
    private static let watchInterval: Duration = .milliseconds(200)

    /// Runs the channel's inputs whenever it should be on air, until it is stopped or the task is cancelled.
    public func run(
        opener: any MediaSourceOpener, clock: StreavClock, entropy: any Entropy, journal: any ChannelJournal,
        chronicle: any ChannelChronicle = NoChronicle(), logger: Logger
    ) async {
        let logger = named(logger)
        await restoreFromJournal(journal, logger: logger)
        while !Task.isCancelled, await awaitDemand() {
            goOnAir()
            note(.started, to: chronicle, clock)
            logger.debug("The live stream starts.")
            // A supervisor for each set of sources: the old one's connections are closed before the next one opens any.
            repeat {
                let (supervisor, revision) = supervise { sources in
                    SourceSupervisor(
                        plan: sources, opener: opener, clock: clock, entropy: entropy, sink: self,
                        noticed: { chronicle.note($0.event(of: self.id, at: clock.wallNow)) }, logger: logger)
                }
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await supervisor.run() }
                    group.addTask {
                        await self.watch(revision: revision, clock: clock, journal: journal, logger: logger)
                    }
                    // The supervisor runs until it is cancelled; the watch ends when the channel should.
                    await group.next()
                    group.cancelAll()
                }
            } while !Task.isCancelled && !isStopped && !isIdle
            await save(to: journal, logger: logger)
            goOffAir()
            note(.stopped, to: chronicle, clock)
            logger.debug("The live stream is off air.")
        }
    }

    private func note(_ kind: LiveStreamEvent.Kind, to chronicle: any ChannelChronicle, _ clock: StreavClock) {
        chronicle.note(LiveStreamEvent(stream: id, occurredAt: clock.wallNow, kind: kind))
    }

    private func named(_ logger: Logger) -> Logger {
        var named = logger
        named[metadataKey: "stream"] = "\(id)"
        return named
    }

    /// Returns when the supervisor of these sources should end.
    private func watch(revision: Int, clock: StreavClock, journal: any ChannelJournal, logger: Logger) async {
        var nextSave = clock.monotonicNow
        while !isStopped, !isIdle, !isOutdated(revision) {
            guard (try? await clock.sleep(for: Self.watchInterval)) != nil else { return }
            if clock.monotonicNow >= nextSave, record(reserve: 0) != nil {
                await save(to: journal, logger: logger)
                nextSave = clock.monotonicNow + Self.journalInterval
            }
        }
    }

    private func restoreFromJournal(_ journal: any ChannelJournal, logger: Logger) async {
        do {
            if let record = try await journal.load(id) { restore(record) }
        } catch {
            // The wall clock still keeps the numbers ahead.
            logger.warning(
                "The journal of a live stream cannot be read; its numbers follow the clock.",
                metadata: ["error": "\(error)"])
        }
    }

    private func save(to journal: any ChannelJournal, logger: Logger) async {
        guard let record = record(reserve: Self.journalReserve) else { return }
        do {
            guard try await journal.save(record, generation: plan.generation) else {
                return logger.debug("The live stream is another node's by now; its journal is left alone.")
            }
        } catch is CancellationError {
        } catch {
            logger.warning("The journal of a live stream cannot be written.", metadata: ["error": "\(error)"])
        }
    }
}
