import StreavStore
import StreavWeb

/// Which part of a list is shown, and the ways to the others.
struct ListPager {
    let call: PageCall
    let query: ListQuery
    /// Entries that are shown.
    let count: Int
    let total: Int

    var html: HTML {
        let first = query.slice.offset + 1
        let last = query.slice.offset + count
        let range = call.t(
            "list.range",
            [
                "first": call.texts.number(first), "last": call.texts.number(last),
                "total": call.texts.number(total),
            ])
        return """
            <nav class="pager" aria-label="\(call.t("list.pages"))"><p class="number">\(range)</p>\
            <p class="pager-links">\(step("list.previous", to: query.page - 1, if: query.page > 1))\
            \(step("list.next", to: query.page + 1, if: last < total))</p></nav>
            """
    }

    private func step(_ title: String, to number: Int, if isThere: Bool) -> HTML {
        guard isThere else { return "<span class=\"button small\" aria-disabled=\"true\">\(call.t(title))</span>" }
        return "<a class=\"button small\" href=\"\(query.address(page: number))\">\(call.t(title))</a>"
    }
}
