extension EnglishTexts {
    /// What the platform was told, and its security.
    static let settings = """
        nav.settings = Settings
        settings.title = Settings
        settings.general = General
        settings.security = Security
        settings.general-subtitle = What this process was told when it started. To change it, set the variable \
        beside \
        it and start the process again.
        settings.security-subtitle = Who is signed in, and what guards the dashboard.
        settings.facts-title = Configuration
        settings.fact-database = Database
        settings.fact-cache = Cache
        settings.fact-broker = Message broker
        settings.fact-listen = Listens on
        settings.fact-public-url = Address of the dashboard
        settings.fact-proxies = Trusted proxies
        settings.fact-log-level = Log level
        settings.fact-world = Kind
        settings.schema = Version of the schema
        settings.kept-title = What is kept for how long
        settings.kept-connections = Connections
        settings.kept-connections-value = 30 days, one million at most
        settings.kept-statistics = Statistics
        settings.kept-statistics-value = By minutes for 2 days, by hours for 90 days, by days for 5 years
        settings.kept-activity = Activity log
        settings.kept-activity-value = For good: each entry vouches for the one before
        settings.factors-title = Second factors of administrators
        settings.administrator = Administrator
        settings.rules-title = Rules
        settings.idle = A session without use ends after
        settings.longest = Any session ends after
        settings.attempts = Guessing passwords
        settings.attempts-value = {number} attempts, then waits that double up to {wait}
        settings.refused = Sign-ins refused in 24 hours
        settings.minutes.one = {count} minute
        settings.minutes.other = {count} minutes
        settings.hours.one = {count} hour
        settings.hours.other = {count} hours
        settings.sessions-title = Who is signed in
        settings.user = User
        settings.end-session = End
        settings.end-others = End all others
        settings.session-over = That session was over already.
        settings.session-ended-notice = A session of {name} has ended.
        settings.sessions-ended-notice.one = {count} other session has ended.
        settings.sessions-ended-notice.other = {count} other sessions have ended.
        settings.hint-factor.one = {count} administrator has no second factor: a password alone opens everything. \
        Ask for it to be turned on under “Your account”.
        settings.hint-factor.other = {count} administrators have no second factor: a password alone opens \
        everything. \
        Ask for it to be turned on under “Your account”.
        settings.hint-alone = There is one administrator. Make a second, so that a lost authenticator does not lock \
        everybody out.
        settings.hint-local = The dashboard answers this machine alone. To reach it from elsewhere put a proxy with \
        TLS before it and set STREAV_MANAGEMENT_PUBLIC_URL.
        """
}
