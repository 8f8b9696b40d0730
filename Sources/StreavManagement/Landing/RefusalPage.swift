import StreavWeb

/// What those see who may not see the landing page.
struct RefusalPage {
    let reason: String

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Refused · Streav</title>
        </head>
        <body>
        <h1>Refused</h1>
        <p>\(reason)</p>
        </body>
        </html>

        """
    }
}
