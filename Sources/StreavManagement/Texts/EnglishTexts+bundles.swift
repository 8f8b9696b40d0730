extension EnglishTexts {
    /// Bundles.
    static let bundles = """
        bundles.title = Bundles
        bundles.subtitle = Live streams, movies and shows under one name, to be given to subscribers.
        bundles.new = New bundle
        bundles.search = Part of the name
        bundles.filter-some = Some
        bundles.filter-none = None
        bundles.empty = No bundles yet
        bundles.empty-hint = Subscribers watch what their bundles hold. Make the first one.
        bundle.name = Name
        bundle.name-hint = No two bundles have the same.
        bundle.description = Description
        bundle.description-hint = For you and for third parties that read the API.
        bundle.live-streams = Live streams
        bundle.movies = Movies
        bundle.shows = Shows
        bundle.subscribers = Subscribers
        bundle.contents = Contents
        bundle.created = Created
        bundle.updated = Changed
        bundle.overview = Overview
        bundle.about = About
        bundle.number = Number
        bundle.state = State
        bundle.is-in = In the bundle
        bundle.new-title = New bundle
        bundle.edit-title = Edit {name}
        bundle.delete-title = Delete {name}?
        bundle.created-notice = {name} is there. Now put something into it.
        bundle.saved-notice = {name} is saved.
        bundle.deleted-notice = {name} is deleted.
        bundle.show-all = Show all
        bundle.show-contents = What is in it
        bundle.add = Add
        bundle.add-title = Add to {name}
        bundle.add-chosen = Add to the bundle
        bundle.add-none = Choose at least one entry.
        bundle.add-failed = Nothing was added: something of it is no longer in the catalogue, or the bundle is full.
        bundle.search-contents = Name or number
        bundle.nothing-to-add = The catalogue has none
        bundle.nothing-to-add-hint = Make some first; then they can be added here.
        bundle.contents-empty = Nothing of this kind
        bundle.contents-hint = What is added stands here, in the order that players show.
        bundle.no-subscribers = Nobody has this bundle
        bundle.no-subscribers-hint = It is given on a subscriber's page, or to many at once in the list of \
        subscribers.
        bundle.arranged-notice = The order is saved.
        bundle.order = Order
        bundle.order-save = Save
        bundle.order-hint = Drag the rows, or type the place where one shall go.
        bundle.order-up = Move {name} up
        bundle.order-down = Move {name} down
        bundle.order-to = Move to
        bundle.order-to-place = Move {name} to place
        bundle.order-remove = Remove
        bundle.order-remove-name = Remove {name}
        bundle.delete-text.one = {count} subscriber loses what is in it. The streams, movies and shows themselves \
        stay.
        bundle.delete-text.other = {count} subscribers lose what is in it. The streams, movies and shows themselves \
        stay.
        bundle.added-notice.one = {count} entry is added.
        bundle.added-notice.other = {count} entries are added.
        bundle.removed-notice.one = {count} entry is taken out.
        bundle.removed-notice.other = {count} entries are taken out.
        """
}
