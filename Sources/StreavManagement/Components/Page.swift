import StreavWeb

/// What a page holds; the shell around it is made by the runner.
struct Page: Sendable {
    struct Link: Sendable {
        let title: String
        let path: String

        init(_ title: String, _ path: String) {
            self.title = title
            self.path = path
        }
    }

    /// The heading, and with the product's name the title of the window.
    var title: String
    /// A line below the heading.
    var subtitle: String?
    /// Beside the heading, such as a badge.
    var badge: HTML?
    /// Links and buttons at the end of the heading's line.
    var actions: [HTML] = []
    /// The pages above this one.
    var trail: [Link] = []
    /// Parts of one thing; see ``Tabs``.
    var tabs: HTML?
    var content: HTML = ""
    /// What the push channel renews while the page is open. Each stands in the content as ``LiveRegion/html``.
    var regions: [LiveRegion] = []
    /// Which entry of the navigation it belongs to, by its path.
    var section: String?
    /// Origins that the page plays from, besides its own.
    var mediaOrigins: [String] = []
    /// Without navigation, for those who have not signed in.
    let isBare: Bool
    /// As narrow as a form wants to be.
    var isNarrow = false

    init(_ title: String, section: String? = nil, isBare: Bool = false) {
        self.title = title
        self.section = section
        self.isBare = isBare
    }
}
