/// The kinds of thing that carry an ``Identifier``. Empty: they exist so that ids of different kinds cannot be mixed.
public enum Entities {
    public enum Subscriber {}
    public enum Bundle {}
    public enum LiveStream {}
    public enum OnDemandStream {}
    public enum Movie {}
    public enum Show {}
    public enum Season {}
    public enum Episode {}
    public enum Person {}
    public enum Genre {}
    public enum Category {}
    public enum Server {}
    public enum User {}
    public enum OAuthApplication {}
    public enum SavedView {}
}

public typealias SubscriberID = Identifier<Entities.Subscriber>
public typealias BundleID = Identifier<Entities.Bundle>
public typealias LiveStreamID = Identifier<Entities.LiveStream>
public typealias OnDemandStreamID = Identifier<Entities.OnDemandStream>
public typealias MovieID = Identifier<Entities.Movie>
public typealias ShowID = Identifier<Entities.Show>
public typealias SeasonID = Identifier<Entities.Season>
public typealias EpisodeID = Identifier<Entities.Episode>
public typealias PersonID = Identifier<Entities.Person>
public typealias GenreID = Identifier<Entities.Genre>
public typealias CategoryID = Identifier<Entities.Category>
public typealias ServerID = Identifier<Entities.Server>
public typealias UserID = Identifier<Entities.User>
public typealias OAuthApplicationID = Identifier<Entities.OAuthApplication>
public typealias SavedViewID = Identifier<Entities.SavedView>
