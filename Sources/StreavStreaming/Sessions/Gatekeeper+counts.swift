/// What metrics read at each scrape: nothing is sorted or copied, however many sessions there are.
extension Gatekeeper {
    /// How many sessions there are now, by format and state; those of which there are none with 0.
    public func counts() -> [SessionCount] {
        registry.withMachine { $0.counts }
    }
}
