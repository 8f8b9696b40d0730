import Synchronization

/// What was not as before in the time it had, where that was judged before the load ended.
final class EarlyJudgement: Sendable {
    /// Nil: not judged yet. Empty: all was.
    let missing = Mutex<[String]?>(nil)
}
