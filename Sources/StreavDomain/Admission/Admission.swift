/// Whether a viewer may watch: one pure function over what is known.
public enum Admission {
    /// Judges the rules in the order of ``AdmissionRule`` and stops at the first that refuses.
    ///
    /// - Parameters:
    ///   - subscriber: Nil when the credentials name nobody.
    ///   - stream: Nil when no stream is asked for.
    public static func decide(
        _ request: AdmissionRequest, subscriber: SubscriberEntitlement?, stream: AdmissionStream?
    ) -> AdmissionDecision {
        for rule in AdmissionRule.allCases {
            if let code = refusal(rule, request, subscriber, stream) { return .refused(Denial(code)) }
        }
        return .admitted
    }

    /// What each rule says, all of them, in the order in which they are judged.
    public static func verdicts(
        _ request: AdmissionRequest, subscriber: SubscriberEntitlement?, stream: AdmissionStream?
    ) -> [AdmissionVerdict] {
        AdmissionRule.allCases.map { rule in
            guard applies(rule, request, subscriber, stream) else {
                return AdmissionVerdict(
                    rule: rule, outcome: .notApplicable, explanation: "Does not apply to this request.")
            }
            let code = refusal(rule, request, subscriber, stream)
            return AdmissionVerdict(
                rule: rule, outcome: code.map { .refused($0) } ?? .passed,
                explanation: code == nil
                    ? passing(rule, subscriber) : refusing(rule, request, subscriber) ?? code?.sentence ?? "")
        }
    }

    /// Nil when the rule passes or does not apply.
    private static func refusal(
        _ rule: AdmissionRule, _ request: AdmissionRequest, _ subscriber: SubscriberEntitlement?,
        _ stream: AdmissionStream?
    ) -> DenialCode? {
        if rule == .credentials { return credentials(request.proof, subscriber) }
        guard let subscriber, applies(rule, request, subscriber, stream) else { return nil }
        switch rule {
        case .credentials:
            return nil
        case .status:
            return status(subscriber.status)
        case .expiry:
            return subscriber.isExpired(at: request.now) ? .subscriberExpired : nil
        case .address:
            return allows(subscriber.networks, request.address) ? nil : .addressNotAllowed
        case .userAgent:
            return allows(subscriber.userAgents, agent: request.userAgent) ? nil : .userAgentNotAllowed
        case .country:
            return allows(subscriber.countries, request.country) ? nil : .countryNotAllowed
        case .format:
            guard case .stream(let format) = request.purpose else { return nil }
            return subscriber.allows(format) ? nil : .formatNotAllowed
        case .streamExists:
            return stream?.exists == false ? .streamNotFound : nil
        case .bundle:
            guard let stream, stream.exists else { return nil }
            return subscriber.holds(stream.id) ? nil : .streamNotInBundle
        }
    }

    private static func applies(
        _ rule: AdmissionRule, _ request: AdmissionRequest, _ subscriber: SubscriberEntitlement?,
        _ stream: AdmissionStream?
    ) -> Bool {
        if rule == .credentials { return true }
        guard subscriber != nil else { return false }
        switch rule {
        case .credentials, .address, .userAgent, .country: return true
        case .status, .expiry: return request.purpose != .account
        case .format:
            guard case .stream = request.purpose else { return false }
            return true
        case .streamExists: return stream != nil
        case .bundle: return stream?.exists == true
        }
    }

    private static func credentials(
        _ proof: AdmissionRequest.Proof, _ subscriber: SubscriberEntitlement?
    ) -> DenialCode? {
        switch proof {
        case .verified: subscriber == nil ? .credentialsInvalid : nil
        case .wrong: .credentialsInvalid
        case .playbackTokenInvalid: .playbackTokenInvalid
        case .playbackTokenExpired: .playbackTokenExpired
        }
    }

    private static func status(_ status: SubscriberStatus) -> DenialCode? {
        switch status {
        case .active: nil
        case .disabled: .subscriberDisabled
        case .banned: .subscriberBanned
        }
    }

    private static func allows(_ networks: [IPNetwork], _ address: IPAddress?) -> Bool {
        guard !networks.isEmpty else { return true }
        guard let address else { return false }
        return networks.contains { $0.contains(address) }
    }

    private static func allows(_ parts: [String], agent: String) -> Bool {
        guard !parts.isEmpty else { return true }
        let folded = Array(agent.lowercased().utf8)
        return parts.contains { part in occurs(Array(part.lowercased().utf8), in: folded) }
    }

    private static func occurs(_ part: [UInt8], in text: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { start in
            text[start..<(start + part.count)].elementsEqual(part)
        }
    }

    /// A place that nobody knows is in none of the countries: a list that cannot be judged must not let everybody in.
    private static func allows(_ countries: [String], _ country: AdmissionRequest.Country) -> Bool {
        guard !countries.isEmpty else { return true }
        guard case .known(let code) = country else { return false }
        return countries.contains(code)
    }
}
