/// What a transaction asks to be done after its commit. Seen by one transaction alone.
final class ControlEffects {
    /// The API's processes must hear that tokens have ended.
    var endsTokens = false
}
