import Logging
import StreavControl
import StreavPorts

/// Forgets sessions that are over, and makes ready what the first sign-in needs.
struct SessionUpkeep: Sendable {
    static let interval: Duration = .seconds(600)

    let dashboard: Dashboard

    /// Until the task is cancelled.
    func run() async {
        do {
            try await dashboard.authentication.prepare()
        } catch {
            dashboard.logger.warning("the first sign-in may take longer", metadata: ["error": "\(error)"])
        }
        while !Task.isCancelled {
            do {
                try await dashboard.authentication.prune()
            } catch {
                dashboard.logger.warning("old sessions could not be deleted", metadata: ["error": "\(error)"])
            }
            try? await dashboard.clock.sleep(for: Self.interval)
        }
    }
}
