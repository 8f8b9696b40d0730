/// How a viewer leaves.
public enum EndKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// It closes its connections.
    case clean
    /// Without a word, as by a power cut: no FIN, no more requests.
    case silent
    /// It goes on polling playlists and fetches nothing.
    case halfDead = "half-dead"
}
