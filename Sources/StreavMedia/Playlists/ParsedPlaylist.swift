/// What a playlist turned out to be.
public enum ParsedPlaylist: Sendable, Hashable {
    case media(MediaPlaylist)
    case multivariant(MultivariantPlaylist)
}
