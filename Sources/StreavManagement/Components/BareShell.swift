import StreavWeb

/// The frame of pages for people who have not signed in.
struct BareShell {
    let page: Page
    let call: PageCall

    var html: HTML {
        """
        \(PageHead(title: page.title, call: call).open)
        <body class="bare">
        <main id="content" class="card">
        <p class="brand">\(Shell.mark)<span>\(call.t("app.name"))</span></p>
        <h1>\(page.title)</h1>
        \(call.notice.map { NoticeView(notice: $0, call: call).html })
        \(page.content)
        </main>
        <footer class="bare-foot">\(PreferenceRoutes.form(call))</footer>
        </body>
        </html>

        """
    }
}
