import Hummingbird

/// The style sheet, the script and the icon of the dashboard.
enum DashboardAssets {
    static let style = Asset("streav", "css", type: "text/css; charset=utf-8", DashboardStyle.text)
    static let script = Asset("streav", "js", type: "text/javascript; charset=utf-8", DashboardScript.text)
    static let icon = Asset(
        "streav", "svg", type: "image/svg+xml",
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#fff" stroke-width="2" \
        stroke-linecap="round"><rect width="24" height="24" rx="6" fill="#5b5bd6" stroke="none"/>\
        <path d="M5 15.500c4 0 4-7 8-7s3 3.500 6 3.500M5 9.500c2 0 2.500 5.500 6 5.500"/></svg>
        """)

    static func file(at path: String) -> Response? {
        [style, script, icon].first { $0.path == path }?.response
    }
}
