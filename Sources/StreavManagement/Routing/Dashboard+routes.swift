extension Dashboard {
    /// The one table. A resource adds its own line here.
    static let routes: [PageRoute] =
        SetUpRoutes.routes + SignInRoutes.routes + AccountRoutes.routes + OverviewRoutes.routes + SearchRoutes.routes
        + UserRoutes.routes + ActivityRoutes.routes + LiveRoutes.routes + PreferenceRoutes.routes
        + SavedViewRoutes.routes
        + BundleRoutes.routes
        + SubscriberRoutes.routes
        + ConnectionRoutes.routes
        + ServerRoutes.routes
        + ApplicationRoutes.routes
        + SettingsRoutes.routes
        + LiveStreamRoutes.routes
        + CategoryRoutes.routes
        + GenreRoutes.routes + PersonRoutes.routes
        + MovieRoutes.routes + ShowRoutes.routes + SeasonRoutes.routes + EpisodeRoutes.routes
        + OnDemandRoutes.routes + PictureRoutes.routes
}
