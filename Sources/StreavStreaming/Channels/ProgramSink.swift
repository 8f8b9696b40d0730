public import StreavMedia

/// What a source supervisor feeds.
///
/// Calls come from one task at a time and return fast; a sink never blocks its source.
public protocol ProgramSink: Sendable {
    /// The events that follow come from input `index`; the first unit is a random-access one.
    func begin(input index: Int, tracks: [TransportTrack])

    /// Events of the current input, in order.
    func consume(_ events: [TransportEvent])

    /// No input delivers: the sink covers the time by itself until ``begin(input:tracks:)`` is called again.
    func inputsAreDown()
}
