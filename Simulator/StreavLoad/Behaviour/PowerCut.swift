public import StreavPorts

/// Cuts of the power of a whole quarter: everybody is gone at one instant, without a word, and comes back almost at
/// another, since all boxes of a kind take as long to start.
public enum PowerCut {
    /// From the power's return to the first request: the storm.
    public static let starts = Duration.seconds(1)...(.seconds(3))
    /// A run shorter than this has one cut, in its middle.
    public static let shortRun = Duration.seconds(120)

    /// When the power goes, from the start of a run.
    public static func times(in run: Duration) -> [Duration] {
        run < shortRun ? [run / 2] : [run / 3, run / 3 * 2]
    }

    /// How long one box takes.
    ///
    /// - Parameter entropy: The box's own.
    public static func start(_ entropy: any Entropy) -> Duration {
        entropy.duration(in: starts)
    }
}
