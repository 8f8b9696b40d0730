/// A person's gender, as catalogues note it. The raw value is what the API writes and the database holds.
public enum PersonGender: Int32, CaseIterable, Hashable, Sendable, Codable {
    case unspecified = 0
    case female = 1
    case male = 2
    case nonBinary = 3
}
