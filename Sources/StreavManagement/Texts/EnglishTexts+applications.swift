extension EnglishTexts {
    /// Third parties' applications.
    static let applications = """
        nav.oauth-applications = OAuth applications
        applications.title = OAuth applications
        applications.subtitle = Programs of third parties that use the API, and what each may do.
        applications.new = New application
        applications.create = Create and show the secret
        applications.search = Name or client ID
        applications.empty = No applications
        applications.empty-hint = An application signs in to the API with its client ID and secret.
        application.title = Application
        application.edit-title = Edit {name}
        application.edit-text = With a permission less, or disabled, every token issued so far ends.
        application.name = Name
        application.name-hint = Who uses it: a shop, a billing system, an app.
        application.client-id = Client ID
        application.secret = Secret
        application.secret-hidden = Kept only as a hash. If it is lost, make a new one.
        application.scopes = Permissions
        application.scope-count.one = {count} permission
        application.scope-count.other = {count} permissions
        application.scope-bundle-read = Read bundles
        application.scope-live-stream-read = Read live streams
        application.scope-movie-read = Read movies
        application.scope-od-stream-read = Read on-demand streams
        application.scope-show-read = Read shows
        application.scope-subscriber-read = Read subscribers
        application.scope-subscriber-create = Create subscribers
        application.scope-subscriber-update = Change subscribers
        application.scope-subscriber-delete = Delete subscribers
        application.status = State
        application.enabled = Enabled
        application.disabled = Disabled
        application.is-disabled = Disabled: gets no tokens
        application.last-used = Last used
        application.tokens-from = Tokens count that were issued since
        application.created = Created
        application.updated = Changed
        application.activity = What was done to it
        application.credentials = Credentials
        application.secret-title = The secret of {name}
        application.secret-once = This is the only time that the secret is shown. Copy it now to where the \
        application keeps its secrets.
        application.secret-kept = I have kept it
        application.rotate = New secret
        application.rotate-title = A new secret for {name}?
        application.rotate-text = The old secret and every token issued so far stop working at once. The new secret \
        is shown on the next page, once.
        application.saved-notice = {name} is saved.
        application.disabled-notice = {name} is disabled and its tokens have ended.
        application.enabled-notice = {name} is enabled.
        application.deleted-notice = {name} is deleted and its tokens have ended.
        application.delete-title = Delete {name}?
        application.delete-text = Its client ID, its secret and every token issued so far stop working at once.
        """
}
