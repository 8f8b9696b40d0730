public import StreavPorts

/// What the viewer does.
extension LivePlayback {
    /// The viewer leaves.
    public mutating func close(at now: MonotonicInstant) -> [PlaybackAction] {
        finish(.closed, at: now)
    }

    public mutating func pause(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil else { return [] }
        screen.pause(at: now)
        return proceed(at: now)
    }

    public mutating func resume(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil else { return [] }
        screen.resume(at: now)
        return proceed(at: now)
    }

    /// Another channel is wanted: everything begins anew, but for the record of the session and what is known of the
    /// network. The caller stops what is under way, and hands in no answer to a load of before: `abandoned` bytes of a
    /// segment came in vain.
    public mutating func zap(at now: MonotonicInstant, abandoned: Int = 0) -> [PlaybackAction] {
        guard end == nil else { return [] }
        screen.advance(to: now)
        screen.quality.wasted(bytes: abandoned)
        screen.quality.zap(at: now)
        screen.flush(at: now)
        multivariant = ScheduledLoad()
        playlist = ScheduledLoad()
        segment = ScheduledLoad()
        ladder = nil
        list = nil
        listRung = nil
        currentRung = nil
        next = nil
        fetching = nil
        isRungDecided = false
        unchangedCount = 0
        return open(at: now)
    }

    /// From now on it only polls playlists, as a player that lost its decoder. Nobody watches: its record ends here.
    public mutating func becomeHalfDead(at now: MonotonicInstant) -> [PlaybackAction] {
        guard end == nil, !isHalfDead else { return [] }
        screen.advance(to: now)
        screen.quality.end(.closed, at: now)
        isHalfDead = true
        segment.cancel()
        let abandoned = fetching.map { [PlaybackAction.abandon($0)] } ?? []
        fetching = nil
        return abandoned + proceed(at: now)
    }
}
