import StreavWeb

/// What two people made of one thing: shown to the second, before anything is lost.
struct ConflictView {
    let call: PageCall
    let name: String
    /// Where the page as it is now can be had.
    let reload: String
    /// The fields that differ, or all of them.
    let fields: [(title: String, theirs: String, yours: String)]

    var html: HTML {
        let rows = fields.map { field in
            """
            <tr\(" class=\"differs\"", if: field.theirs != field.yours)><th scope="row">\(field.title)</th>\
            <td>\(field.theirs)</td><td>\(field.yours)</td></tr>
            """ as HTML
        }
        return """
            <section class="conflict" role="alert">
            <h2>\(Icon.warning.html)\(call.t("conflict.title"))</h2>
            <p>\(call.t("conflict.text", ["name": name]))</p>
            <table class="compare"><thead><tr><th scope="col">\(call.t("conflict.field"))</th>\
            <th scope="col">\(call.t("conflict.theirs"))</th>\
            <th scope="col">\(call.t("conflict.yours"))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            <p>\(Button.link(call.t("conflict.reload"), reload, .undo))</p>
            </section>
            """
    }
}
