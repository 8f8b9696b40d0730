/// What a transaction asks to be done after its commit, and what it need not do twice. Seen by one transaction alone.
final class ControlEffects {
    /// The API's processes must hear that tokens have ended.
    var endsTokens = false
    /// The streaming nodes are told already that what bundles hold plays another thing.
    var announcedCatalogue = false
}
