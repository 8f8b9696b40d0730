/// Whether a subscriber may watch, as set by an administrator or the API. Expired is not a status: it follows from the
/// expiry.
///
/// The raw value is the `statusId` of the API and what the database holds.
public enum SubscriberStatus: Int32, CaseIterable, Hashable, Sendable, Codable {
    case active = 1
    case disabled = 2
    case banned = 3
}
