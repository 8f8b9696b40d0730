extension EnglishTexts {
    /// The activity log.
    static let activity = """
        activity.title = Activity log
        activity.subtitle = Who did what, and what was refused. Entries cannot be changed unnoticed.
        activity.time = Time
        activity.who = Who
        activity.what = Action
        activity.thing = On
        activity.address = From
        activity.number = Number
        activity.before = Before
        activity.after = After
        activity.changes = Changes
        activity.no-changes = No details are kept of this.
        activity.field = Field
        activity.search = Name of who or what
        activity.action = Action
        activity.resource = Kind
        activity.since = From day
        activity.until = Until day
        activity.entry = Entry {number}
        activity.empty = Nothing has happened yet
        actor.user = User
        actor.application = Application
        actor.system = Platform
        actor.commandLine = Command line
        """
}
