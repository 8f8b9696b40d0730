/// What came of checking the activity log.
public enum ActivityVerdict: Hashable, Sendable {
    case intact(entries: Int64)
    /// The first entry that was changed, put in, or follows one that was taken out.
    case broken(sequence: Int64)
}
