extension Identifier where Entity == Entities.Subscriber {
    /// The dashboard's own viewer: whoever looks at a stream there. No subscriber has this id, which is the last one
    /// that there could be; no name and no access token lead to it, only playback tokens that the dashboard makes.
    public static var preview: SubscriberID { SubscriberID(.max) }
}
