extension EnglishTexts {
    /// The overview.
    static let overview = """
        overview.title = Overview
        overview.viewers = Viewers
        overview.bandwidth = Bandwidth
        overview.streams = Live streams
        overview.servers = Servers
        overview.on-air = {count} running
        overview.of = of {total}
        overview.subscribers = Subscribers
        overview.last-minutes = Last {minutes} minutes
        overview.servers-title = Servers
        overview.server = Server
        overview.state = State
        overview.channels = Streams
        overview.no-servers = No streaming server has reported yet
        overview.no-servers-hint = Start streav-streaming with the same database; it appears here by itself.
        overview.activity-title = Recent activity
        overview.all-activity = All activity
        overview.no-activity = Nothing has happened yet.
        overview.updated = Live
        overview.alerts = Needs attention
        overview.alert-lost = {name} is silent. Its streams went to other servers; look at the machine and its \
        network.
        overview.alert-none-active = No server takes live streams. Start one, or undrain one.
        overview.alert-disabled-factor = Your account has no second factor.
        overview.alert-enable-factor = Turn it on
        server.active = Active
        server.draining = Draining
        server.disabled = Disabled
        server.lost = Silent
        server.leaving = Leaving
        server.new = Not seen yet
        overview.history-title = Last 24 hours
        overview.no-history = The first minute is being counted.
        overview.sessions-begun.one = {count} session
        overview.sessions-begun.other = {count} sessions
        overview.bytes-sent = {bytes} sent
        overview.shares-title = Who watches what now
        overview.alert-look = Look at it
        overview.alert-outbox.one = {count} change has been waiting for the message broker for more than half a \
        minute. The streaming nodes learn of it late: look at RabbitMQ and the log of streav-management.
        overview.alert-outbox.other = {count} changes have been waiting for the message broker for more than half a \
        minute. The streaming nodes learn of them late: look at RabbitMQ and the log of streav-management.
        overview.alert-no-factor = No administrator has a second factor: one stolen password opens everything.
        overview.alert-down.one = {count} live stream is down: no source of it delivers. Look at its sources.
        overview.alert-down.other = {count} live streams are down: no source of theirs delivers. Look at their sources.
        chart.no-data = Collecting
        chart.peak = peak {value}
        """
}
