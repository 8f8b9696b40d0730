/// When a player reloads a playlist. Real players deviate from RFC 8216, and the deviation is load.
public enum PlayerProfile: String, Sendable, Hashable, CaseIterable {
    /// RFC 8216 section 6.3.4 to the letter: a target duration after a change, half of one after none.
    case rfc8216
    /// The last segment's duration where it is shorter and the player is near the end; half of a target duration
    /// after no change.
    case hlsjs
    /// Always the last segment's duration after a change, 10 s if unknown.
    case vhs
    /// Measured from the end of the load, not its beginning.
    case exo
    /// At the end of a segment once the RFC's time has passed, so that live it loads every other segment: ffmpeg, Kodi,
    /// Chromium's own player.
    case ffmpeg
    /// Polls each second, unconditionally.
    case sloppy
    /// Fetches everything at once, without end: a restreamer.
    case greedy
    /// Blocking reloads, parts and hints.
    case llhls
}
