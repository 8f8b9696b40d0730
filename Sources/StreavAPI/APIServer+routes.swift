import StreavControl

extension APIServer {
    /// Every operation there is, in the order of the reference.
    static func routes(control: ControlPlane, playback: PlaybackLinks) -> [Route] {
        SubscriberRoutes(control: control).routes + BundleRoutes.routes + LiveStreamRoutes.routes
            + MovieRoutes.routes + ShowRoutes.routes + PersonRoutes.routes + NameRoutes.routes
            + OnDemandStreamRoutes.routes + PlaybackRoutes(links: playback).routes
    }
}
