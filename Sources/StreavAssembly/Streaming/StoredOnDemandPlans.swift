import StreavDomain
import StreavSQL
import StreavStore
import StreavStreaming

/// On-demand streams of the database.
struct StoredOnDemandPlans: OnDemandPlanSource {
    let database: any Database

    func plan(of id: OnDemandStreamID) async throws(EntitlementUnavailable) -> OnDemandPlan? {
        do {
            let stream = try await database.read { try $0.onDemandStreams.find(id) }
            return stream.map { OnDemandPlan(id: id, name: $0.details.name, key: $0.details.mediaKey) }
        } catch {
            // The text of a database error may quote values; the code says enough.
            let code = (error as? DatabaseError).map { "\($0.code)" } ?? "failed"
            throw EntitlementUnavailable("the database cannot be read (\(code))")
        }
    }
}
