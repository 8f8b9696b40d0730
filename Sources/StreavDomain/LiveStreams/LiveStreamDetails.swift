/// What an administrator sets of a live stream. The defaults are those of a new one.
public struct LiveStreamDetails: Hashable, Sendable, Encodable {
    /// The channel number. 0 to 999 999; need not be unique.
    public var number: Int
    public var name: String
    public var description: String?
    public var logoURL: String?
    public var isAdult: Bool
    public var isRadio: Bool
    /// 0: no archive. To 365.
    public var archiveDays: Int
    /// How long a segment should be: 2 s to 10 s. Applies to what has not been published yet.
    public var segmentTarget: Duration
    /// How many segments a playlist lists. 4 to 30.
    public var window: Int
    /// Starts with the first viewer and stops ``idleStop`` after the last.
    public var startsOnDemand: Bool
    /// 1 s to 1 day.
    public var idleStop: Duration
    public var isEnabled: Bool
    /// In order, the first one first.
    public var categories: [CategoryID]
    /// The best first.
    public var sources: [LiveStreamSource]

    public static let segmentTargetRange: ClosedRange<Duration> = .seconds(2)...Duration.seconds(10)
    public static let windowRange = 4...30
    public static let idleStopRange: ClosedRange<Duration> = .seconds(1)...Duration.seconds(86_400)
    public static let numberRange = 0...999_999
    public static let archiveDaysRange = 0...365
    /// The most sources of one live stream.
    public static let sourceLimit = 16
    /// The most categories of one live stream.
    public static let categoryLimit = 16

    public init(
        number: Int, name: String, description: String? = nil, logoURL: String? = nil, isAdult: Bool = false,
        isRadio: Bool = false, archiveDays: Int = 0, segmentTarget: Duration = .seconds(4), window: Int = 6,
        startsOnDemand: Bool = false, idleStop: Duration = .seconds(30), isEnabled: Bool = true,
        categories: [CategoryID] = [], sources: [LiveStreamSource] = []
    ) {
        self.number = number
        self.name = name
        self.description = description
        self.logoURL = logoURL
        self.isAdult = isAdult
        self.isRadio = isRadio
        self.archiveDays = archiveDays
        self.segmentTarget = segmentTarget
        self.window = window
        self.startsOnDemand = startsOnDemand
        self.idleStop = idleStop
        self.isEnabled = isEnabled
        self.categories = categories
        self.sources = sources
    }

    public func validated() throws(InvalidInput) -> LiveStreamDetails {
        var problems = InvalidInput()
        problems.require(Self.numberRange.contains(number), "number", "must be 0 to 999999")
        problems.require(TextRule.isName(name), "name", "must have 1 to 200 characters on one line")
        problems.require(
            description.map { TextRule.isText($0, limit: 2000) } ?? true, "description",
            "must have at most 2000 characters")
        problems.require(
            logoURL.map(TextRule.isImageAddress) ?? true, "logoUrl", "must be an absolute http or https address")
        problems.require(Self.archiveDaysRange.contains(archiveDays), "archiveDays", "must be 0 to 365")
        problems.require(Self.segmentTargetRange.contains(segmentTarget), "segmentTarget", "must be 2 s to 10 s")
        problems.require(Self.windowRange.contains(window), "window", "must be 4 to 30 segments")
        problems.require(Self.idleStopRange.contains(idleStop), "idleStop", "must be 1 s to 1 day")
        problems.requireList(categories, "categories", atMost: Self.categoryLimit)
        problems.requireList(sources.map(\.address), "sources", atMost: Self.sourceLimit)
        for (index, source) in sources.enumerated() {
            let address = source.address
            problems.require(
                (1...LiveStreamSource.addressBytes).contains(address.utf8.count) && TextRule.isLine(address),
                "sources[\(index)].address", "must have 1 to 4096 bytes on one line")
            problems.require(
                LiveStreamSource.deadAfterRange.contains(source.deadAfter), "sources[\(index)].deadAfter",
                "must be 0.5 s to 60 s")
        }
        try problems.throwIfAny()
        return self
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(name, forKey: .name)
        try container.encode(description, forKey: .description)
        try container.encode(logoURL, forKey: .logoURL)
        try container.encode(isAdult, forKey: .isAdult)
        try container.encode(isRadio, forKey: .isRadio)
        try container.encode(archiveDays, forKey: .archiveDays)
        try container.encode(segmentTarget.wholeMilliseconds, forKey: .segmentTarget)
        try container.encode(window, forKey: .window)
        try container.encode(startsOnDemand, forKey: .startsOnDemand)
        try container.encode(idleStop.wholeMilliseconds, forKey: .idleStop)
        try container.encode(isEnabled, forKey: .isEnabled)
        try container.encode(categories, forKey: .categories)
        try container.encode(sources, forKey: .sources)
    }

    private enum CodingKeys: String, CodingKey {
        case number, name, description, logoURL, isAdult, isRadio, archiveDays, segmentTarget, window, startsOnDemand
        case idleStop, isEnabled, categories, sources
    }
}
