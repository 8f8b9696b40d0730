extension EnglishTexts {
    /// The categories of live streams.
    static let categories = """
        nav.categories = Categories
        category.list-title = Categories
        category.list-subtitle = The headings under which players list live streams.
        category.new = New category
        category.search = Name
        category.empty = No categories yet
        category.empty-hint = Players group channels by category.
        category.position = Place
        category.name = Name
        category.name-hint = Without ; and |, at which players split names.
        category.streams = Live streams
        category.arrange = Order
        category.arrange-hint = Drag the categories, or type the place that one shall have.
        category.new-title = New category
        category.edit-title = Edit {name}
        category.delete-title = Delete {name}?
        category.created-notice = {name} is there.
        category.saved-notice = {name} is saved.
        category.deleted-notice = {name} is deleted.
        category.arranged-notice = The order is saved.
        category.delete-text.one = {count} live stream loses it and stays.
        category.delete-text.other = {count} live streams lose it and stay.
        """
}
