public import StreavSQL

/// One step of the schema. Once released a step never changes: what it made is changed by a later one.
public struct Migration: Sendable {
    /// 1 for the first, then without gaps.
    public let version: Int
    /// Says what it is about, and is compared with what the database says it ran.
    public let name: String
    /// The statements, in order, in an engine's words.
    public let statements: @Sendable (SQLDialect) -> [SQL]

    public init(version: Int, name: String, statements: @escaping @Sendable (SQLDialect) -> [SQL]) {
        self.version = version
        self.name = name
        self.statements = statements
    }

    /// Every step there is, the first one first.
    public static let all: [Migration] = [
        users, oauth, guide, liveStreams, onDemand, catalogue, bundles, subscribers, servers, statistics, operations,
        fleet,
        liveStreamStatus,
    ]
}
