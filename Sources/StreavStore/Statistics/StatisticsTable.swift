public import StreavDomain
internal import StreavSQL

/// Numbers over time: a minute each for two days, and coarser ones for longer.
public struct StatisticsTable {
    let connection: any DatabaseConnection

    /// How long the time is that one row stands for.
    public enum Resolution: Int, CaseIterable, Hashable, Sendable {
        case minute = 60
        case hour = 3600
        case day = 86_400

        /// The beginning of the time that a moment is in.
        public func start(of moment: Timestamp) -> Timestamp {
            let length = Int64(rawValue) * 1000
            return Timestamp(milliseconds: moment.milliseconds - moment.milliseconds % length)
        }
    }

    /// What was seen at one moment, for the minute that it is in.
    public struct Sample: Hashable, Sendable {
        /// `all`, `live_stream`, `server`, `format` or `country`.
        public var dimension: String
        /// What of it; `all` of ``dimension`` `all`.
        public var member: String
        public var viewers: Int
        /// Sessions that began in the minute.
        public var sessions: Int
        /// Media that was sent in the minute.
        public var bytes: Int64

        public init(dimension: String, member: String, viewers: Int, sessions: Int = 0, bytes: Int64 = 0) {
            self.dimension = dimension
            self.member = member
            self.viewers = viewers
            self.sessions = sessions
            self.bytes = bytes
        }
    }

    public struct Point: Hashable, Sendable {
        public let startsAt: Timestamp
        public let peakViewers: Int
        public let viewerMilliseconds: Int64
        public let sessions: Int
        public let bytes: Int64
    }

    /// Adds a minute to every resolution. Nothing where the minute is there already, so that two who do this at once
    /// count it once.
    ///
    /// - Returns: False when the minute was there.
    @discardableResult
    public func add(minute: Timestamp, _ samples: [Sample]) throws -> Bool {
        let start = Resolution.minute.start(of: minute)
        let isThere: Int = try connection.value(
            """
            SELECT count(*) FROM statistics_rollups
            WHERE resolution_s = \(Resolution.minute.rawValue) AND starts_at = \(start)
            """)
        guard isThere == 0 else { return false }
        for sample in samples {
            for resolution in Resolution.allCases { try add(sample, resolution, resolution.start(of: minute)) }
        }
        return true
    }

    private func add(_ sample: Sample, _ resolution: Resolution, _ start: Timestamp) throws {
        try connection.execute(
            """
            INSERT INTO statistics_rollups (
                resolution_s, dimension, member, starts_at, viewers_peak, viewer_ms, sessions, denials, bytes
            ) VALUES (
                \(resolution.rawValue), \(sample.dimension), \(sample.member), \(start), \(sample.viewers),
                \(Int64(sample.viewers) * 60_000), \(sample.sessions), 0, \(sample.bytes)
            )
            ON CONFLICT (resolution_s, dimension, member, starts_at) DO UPDATE SET
                viewers_peak = CASE WHEN excluded.viewers_peak > statistics_rollups.viewers_peak
                    THEN excluded.viewers_peak ELSE statistics_rollups.viewers_peak END,
                viewer_ms = statistics_rollups.viewer_ms + excluded.viewer_ms,
                sessions = statistics_rollups.sessions + excluded.sessions,
                bytes = statistics_rollups.bytes + excluded.bytes
            """)
    }

    /// What there is from a moment on, in order of time; at most 3000 points.
    public func series(
        _ resolution: Resolution, dimension: String = "all", member: String = "all", since: Timestamp
    ) throws -> [Point] {
        try connection.fetch(
            """
            SELECT starts_at, viewers_peak, viewer_ms, sessions, bytes FROM statistics_rollups
            WHERE resolution_s = \(resolution.rawValue) AND dimension = \(dimension) AND member = \(member)
                AND starts_at >= \(since)
            ORDER BY starts_at LIMIT 3000
            """
        ) { row in
            Point(
                startsAt: try row["starts_at"], peakViewers: try row["viewers_peak"],
                viewerMilliseconds: try row["viewer_ms"], sessions: try row["sessions"], bytes: try row["bytes"])
        }
    }

    /// Forgets what is older than its resolution is kept.
    ///
    /// - Returns: How many rows there were.
    @discardableResult
    public func prune(now: Timestamp) throws -> Int {
        var count = 0
        for resolution in Resolution.allCases {
            count += try connection.execute(
                """
                DELETE FROM statistics_rollups WHERE resolution_s = \(resolution.rawValue) AND starts_at < \(now) - (
                    SELECT kept_ms FROM statistics_retentions WHERE resolution_s = \(resolution.rawValue)
                )
                """)
        }
        return count
    }
}
