import StreavWeb

/// Where something will be once there is something.
enum EmptyState {
    static func html(_ icon: Icon, _ title: String, _ hint: String, _ action: HTML? = nil) -> HTML {
        """
        <div class="empty">\(icon.html)<p class="empty-title">\(title)</p><p class="soft">\(hint)</p>\(action)</div>
        """
    }
}
