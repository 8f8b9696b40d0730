extension Admission {
    /// What an administrator reads where a rule lets a viewer in.
    static func passing(_ rule: AdmissionRule, _ subscriber: SubscriberEntitlement?) -> String {
        switch rule {
        case .credentials: "The credentials are right."
        case .status: "The subscriber is active."
        case .expiry:
            subscriber?.expiresAt == nil ? "The subscription never expires." : "The subscription has not expired yet."
        case .address: list(subscriber?.networks.isEmpty, "address")
        case .userAgent: list(subscriber?.userAgents.isEmpty, "player")
        case .country: list(subscriber?.countries.isEmpty, "country")
        case .format: "The format is allowed."
        case .streamExists: "The stream exists."
        case .bundle: "A bundle of the subscriber holds the stream."
        }
    }

    /// What an administrator reads beyond the viewer's own sentence; nil where that says it all.
    static func refusing(
        _ rule: AdmissionRule, _ request: AdmissionRequest, _ subscriber: SubscriberEntitlement?
    ) -> String? {
        switch rule {
        case .credentials where subscriber == nil: "There is no such subscriber."
        case .credentials where request.proof == .wrong: "The access token is not this subscriber's."
        case .address:
            request.address.map { "\($0) is in none of the subscriber's networks." } ?? "The address could not be read."
        case .userAgent: "The player's name contains none of the subscriber's allowed parts."
        case .country: country(request.country)
        case .bundle: "None of the subscriber's bundles holds the stream."
        default: nil
        }
    }

    private static func list(_ isEmpty: Bool?, _ noun: String) -> String {
        isEmpty == false ? "The \(noun) is on the subscriber's list." : "Any \(noun) is allowed."
    }

    private static func country(_ country: AdmissionRequest.Country) -> String {
        switch country {
        case .known(let code): "The address lies in \(code), which is not on the subscriber's list."
        case .unknown: "Nobody knows in which country the address lies."
        case .databaseMissing: "No country database is configured, so no address passes a list of countries."
        case .notLookedUp: "The country was not looked up."
        }
    }
}
