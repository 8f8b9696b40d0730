extension Dashboard {
    /// The one table. A resource adds its own line here.
    static let routes: [PageRoute] =
        SetUpRoutes.routes + SignInRoutes.routes + AccountRoutes.routes + OverviewRoutes.routes + SearchRoutes.routes
        + UserRoutes.routes + ActivityRoutes.routes + LiveRoutes.routes + PreferenceRoutes.routes
        + GenreRoutes.routes + PersonRoutes.routes
        + MovieRoutes.routes + ShowRoutes.routes + SeasonRoutes.routes + EpisodeRoutes.routes
        + OnDemandRoutes.routes + PictureRoutes.routes + FilmRoutes.routes
}
