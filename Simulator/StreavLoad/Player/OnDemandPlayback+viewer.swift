public import StreavPorts

/// What the viewer does.
extension OnDemandPlayback {
    /// Goes to a place, 0 to the presentation's end. What is being fetched is stopped: `abandoned` bytes of it came.
    public mutating func seek(to target: Duration, at now: MonotonicInstant, abandoned: Int = 0) -> [PlaybackAction] {
        guard end == nil else { return [] }
        screen.advance(to: now)
        guard buffer.phase != .ended else { return proceed(at: now) }
        screen.quality.seek(at: now)
        screen.flush(at: now)
        var actions: [PlaybackAction] = []
        if let request = fetching {
            screen.quality.wasted(bytes: abandoned)
            actions.append(.abandon(request))
            fetching = nil
        }
        segment = ScheduledLoad()
        place = max(target, .zero)
        if let duration { place = min(place, duration) }
        return actions + proceed(at: now)
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

    /// The viewer leaves.
    public mutating func close(at now: MonotonicInstant) -> [PlaybackAction] {
        finish(.closed, at: now)
    }
}
