import StreavWeb

/// A part of a page that is renewed while the page is open, without a reload.
struct LiveRegion: Sendable, Equatable {
    /// Letters, digits and `-` alone, unique on its page.
    let id: String
    let content: HTML

    init(_ id: String, _ content: HTML) {
        self.id = id
        self.content = content
    }

    var html: HTML { "<div id=\"live-\(id)\" data-live=\"\(id)\">\(content)</div>" }
}
