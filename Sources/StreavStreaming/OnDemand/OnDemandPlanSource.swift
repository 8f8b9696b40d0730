public import StreavDomain

/// Where a node learns which file an on-demand stream is.
public protocol OnDemandPlanSource: Sendable {
    /// Nil when there is no such stream.
    func plan(of id: OnDemandStreamID) async throws(EntitlementUnavailable) -> OnDemandPlan?
}
