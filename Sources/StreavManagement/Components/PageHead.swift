import StreavWeb

/// What stands in the head of every page.
struct PageHead {
    let title: String
    let call: PageCall

    var open: HTML {
        let language = call.texts.language
        return """
            <!doctype html>
            <html lang="\(language.rawValue)" dir="\(language.isRightToLeft ? "rtl" : "ltr")" \
            data-theme="\(call.theme.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · \(call.t("app.name"))</title>
            <link rel="icon" href="\(DashboardAssets.icon.path)" type="image/svg+xml">
            <link rel="stylesheet" href="\(DashboardAssets.style.path)">
            <script type="module" src="\(DashboardAssets.script.path)"></script>
            </head>
            """
    }
}
