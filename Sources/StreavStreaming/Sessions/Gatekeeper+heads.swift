public import StreavDomain

extension Gatekeeper {
    /// A HEAD asks what a GET would be told: credentials and rules are judged and guesses counted alike, but nothing is
    /// watched, so no session begins and no place is taken.
    ///
    /// - Returns: Nil when the viewer may watch, as far as the rules go.
    public func objection(to request: ViewerRequest) async -> Denial? {
        let result: Result<SessionTicket, Denial> = await reported(request) {
            switch await self.identify(request) {
            case .failure(let denial):
                return .failure(denial)
            case .success(let viewer):
                guard (try? await self.streams.prepare(request.stream)) != nil else {
                    return .failure(Denial(.streamUnavailable))
                }
                let device = SessionDevice(address: request.address, userAgent: request.userAgent)
                let denial = self.judge(
                    viewer.entitlement, format: request.format, stream: request.stream, device: device)
                if let denial { return .failure(denial) }
                return .success(SessionTicket(sessionID: "", subscriberID: viewer.entitlement.id))
            }
        }
        if case .failure(let denial) = result { return denial }
        return nil
    }
}
