import StreavDomain
import StreavStore
import StreavWeb

/// `/`: how the platform is. In the simulator, for whoever works on the same machine and has not signed in, its
/// streams.
enum OverviewRoutes {
    static let routes: [PageRoute] = [
        .get("/", .anyone) { call in
            if call.session == nil {
                if let landing = call.dashboard.landing, call.isLocal { return await showLanding(landing, call) }
                return .seeOther("/sign-in")
            }
            guard call.may(.view, .overview) else { throw PageFault.forbidden }
            return .page(try await OverviewPage.page(call))
        }
    ]

    private static func showLanding(_ landing: Dashboard.Landing, _ call: PageCall) async -> PageAnswer {
        let catalogue = await landing.catalogue()
        let page = LandingPage(
            catalogue, administrator: landing.administrator,
            needsSetUp: (try? await call.dashboard.setUp.isNeeded(call)) ?? false)
        return .response(page.response)
    }
}
