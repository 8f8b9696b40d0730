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
    /// What the process was told.
    let facts: [PlatformFact]
    let logger: Logger
    /// Makes the addresses that subscribers play; nil where it is not known where that is.
    let playback: PlaybackLinks?
    /// Looks at the address of a source for a few seconds; nil where this program opens no sources.
    let probe: (@Sendable (String) async -> SourceProbe)?
    /// Looks at a file of the media root; nil where it is not reached from here.
    let fileProbe: MediaFileProbe?
    let pictures: PictureStore?
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
