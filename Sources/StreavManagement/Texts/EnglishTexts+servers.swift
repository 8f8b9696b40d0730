extension EnglishTexts {
    /// Streaming nodes.
    static let servers = """
        nav.servers = Servers
        servers.title = Servers
        servers.subtitle = The streaming nodes: what each runs, and how it is.
        servers.new = New server
        servers.new-text = A streaming node registers itself when it starts. Set one up here beforehand to give it \
        another weight, or to keep it out of service at first.
        servers.search = Name
        servers.edit-title = Edit {name}
        servers.name = Name
        servers.name-hint = The same as STREAV_NODE_NAME of its process.
        servers.public-url = Public address
        servers.public-url-hint = Where players reach it. When its process starts it puts its own STREAV_PUBLIC_URL \
        here.
        servers.weight = Weight
        servers.weight-hint = 1 to 1000: how many live streams it takes in proportion to the others.
        servers.status = State
        servers.viewers = Viewers
        servers.streams = Streams
        servers.bandwidth = Bandwidth
        servers.heartbeat = Last heartbeat
        servers.starts = Starts of its process
        servers.created = Created
        servers.updated = Changed
        servers.state-title = How it is
        servers.streams-title = Live streams given to it
        servers.stream-number = Number
        servers.stream-name = Stream
        servers.no-streams = It has no live stream.
        servers.more-streams.one = And {count} more.
        servers.more-streams.other = And {count} more.
        servers.activity = What was done to it
        servers.activate = Activate
        servers.drain = Drain
        servers.disable = Disable
        servers.hint-lost = It has fallen silent and its streams went to other servers. Look at the machine, its \
        network and the log of streav-streaming; it comes back by itself with its next heartbeat.
        servers.hint-new = No process of this name has reported yet. Start streav-streaming with STREAV_NODE_NAME \
        set \
        to this name.
        servers.hint-draining = It keeps the viewers it has and admits no others. Its streams go to other servers, \
        where there are any.
        servers.hint-disabled = It runs nothing. Activate it to bring it back.
        servers.created-notice = {name} is set up.
        servers.saved-notice = {name} is saved.
        servers.activated-notice = {name} takes streams and viewers.
        servers.drained-notice = {name} is being drained.
        servers.disabled-notice = {name} runs nothing any longer.
        servers.deleted-notice = {name} is deleted.
        servers.delete-title = Delete {name}?
        servers.delete-text = Its live streams go to other servers. A process of this name that still runs registers \
        anew within seconds: stop it first, or disable the server instead.
        """
}
