/// What a request is for.
public enum LoadedResource: String, Sendable, Hashable, CaseIterable {
    case multivariant
    case playlist
    case segment
}
