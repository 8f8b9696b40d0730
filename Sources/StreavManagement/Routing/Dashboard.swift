import Logging
import StreavControl
import StreavDomain
import StreavPorts
import StreavWeb

/// What the pages work with.
struct Dashboard: Sendable {
    let control: ControlPlane
    let authentication: UserAuthentication
    let clock: StreavClock
    let address: DashboardAddress
    let landing: Landing?
    let loads: LoadHistory
    let liveStreams: LiveChannelGate
    let logger: Logger
    let probe: MediaFileProbe?
    let pictures: PictureStore?
    let films: (any FilmUploadStore)?
    /// Counts the requests that had to look whether there is anybody yet; none once there is.
    let setUp = SetUpGate()
    let pictureGate = PictureGate()

    /// What the simulator shows to whoever works on the same machine and has not signed in.
    struct Landing: Sendable {
        let access: LocalAccess
        let catalogue: @Sendable () async -> LandingCatalogue
        /// To sign in with; nil where there is nobody yet.
        let administrator: LandingAdministrator?
    }
}
