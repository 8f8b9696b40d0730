/// Somebody in a movie or a show. One person may be in it several times, as several characters.
public struct CastMember: Hashable, Sendable, Codable {
    public var person: PersonID
    public var character: String?

    /// The longest ``character``.
    public static let characterLimit = 200

    public init(person: PersonID, character: String? = nil) {
        self.person = person
        self.character = character
    }
}
