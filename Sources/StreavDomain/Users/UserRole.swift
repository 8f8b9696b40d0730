/// What a user may do.
public enum UserRole: Int32, CaseIterable, Hashable, Sendable, Codable {
    case administrator = 1
    case `operator` = 2
    case support = 3
    case readOnly = 4
}
