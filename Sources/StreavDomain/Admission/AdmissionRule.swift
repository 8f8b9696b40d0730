/// The rules of admission **in the order in which they are judged**; the first that refuses gives the reason.
///
/// Credentials come first: a stranger learns nothing else, not even whether a stream exists. Then what holds for the
/// subscriber wherever it is (status, expiry), since no other player or place would help. Then the place and the
/// player, then the format; the stream last, so that only somebody who may watch can find out which streams there are.
/// The connection limit, which is no rule but a lease, comes after all of them: nobody takes a place who may not
/// watch.
public enum AdmissionRule: String, CaseIterable, Hashable, Sendable, Codable {
    case credentials
    case status
    case expiry
    case address
    case userAgent
    case country
    case format
    case streamExists
    case bundle
}
