/// Something that breaks.
///
/// Which of the parameters a fault has is said by ``FaultWord/parameters``; the others are nil.
public struct Fault: Sendable, Hashable {
    /// Since the start of load.
    public var at: Duration
    /// `do` in a scenario.
    public var word: FaultWord
    /// `for` in a scenario; nil for what happens in an instant, or lasts until the scenario's `healBy`.
    public var length: Duration?
    public var channel: ChannelSelection?
    /// Counts from 1.
    public var node: Int?
    public var cohort: String?
    /// Added to every operation. 1 ms to 1 h.
    public var latency: Duration?
    /// Writes acknowledged so long before are lost as well. 0 to 1 h.
    public var loseLast: Duration?
    /// How far a clock is set; negative is back. -24 h to 24 h, not 0.
    public var by: Duration?
    /// What is left of the usual rate. Above 0, below 1.
    public var factor: Double?
    /// Which part of bytes, keys or clients is struck. Above 0, to 1.
    public var share: Double?
    /// How often each message comes. 2 to 10.
    public var times: Int?
    /// How long a flapping source is there, and how long away. 100 ms to 1 h.
    public var up: Duration?
    public var down: Duration?

    public init(at: Duration, word: FaultWord, length: Duration? = nil) {
        self.at = at
        self.word = word
        self.length = length
    }

    /// The earliest first; those of one instant in the order they came in.
    public static func sorted(_ faults: [Fault]) -> [Fault] {
        // Sorting keeps the order of equals only by their place.
        faults.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}
