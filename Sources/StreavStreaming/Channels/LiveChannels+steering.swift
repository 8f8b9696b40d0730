public import StreavDomain
import Synchronization

/// What an administrator asks of a running live stream.
extension LiveChannels {
    /// Opens the stream's sources anew, the best first. What is out stays out: the playlist goes on.
    ///
    /// - Parameter generation: Of the wish: one that was heard before is not done again.
    /// - Returns: False when the stream does not run here, or the wish is known.
    @discardableResult
    public func restart(_ id: LiveStreamID, generation: Int64) -> Bool {
        steered(id, generation)?.restart() ?? false
    }

    /// Puts a source on air with its next key frame, and keeps it there until it fails or the stream is restarted.
    ///
    /// - Parameters:
    ///   - source: Its place, from 0; one that is not there is left.
    ///   - generation: As in ``restart(_:generation:)``.
    @discardableResult
    public func switchSource(_ id: LiveStreamID, to source: Int, generation: Int64) -> Bool {
        steered(id, generation)?.prefer(source) ?? false
    }

    private func steered(_ id: LiveStreamID, _ generation: Int64) -> LiveChannel? {
        channel(id).flatMap { $0.takes(generation) ? $0 : nil }
    }
}

extension LiveChannel {
    /// Remembers a wish; false when it, or a later one, was heard before.
    func takes(_ generation: Int64) -> Bool {
        demandState.withLock { demand in
            guard generation > demand.steering else { return false }
            demand.steering = generation
            return true
        }
    }

    /// - Returns: False when it does not run.
    func restart() -> Bool {
        demandState.withLock { demand in
            guard demand.isRunning, !demand.isStopped else { return false }
            demand.sourcesRevision += 1
            return true
        }
    }

    /// - Returns: False when it does not run, or has no such source.
    func prefer(_ source: Int) -> Bool {
        let supervisor = demandState.withLock { $0.supervisor }
        return supervisor?.prefer(source) ?? false
    }
}
