import StreavWeb
import Testing

@Suite("HTML")
struct HTMLTests {
    @Test("Interpolated text is escaped in content and in attributes (S19)")
    func escapesText() {
        let name = "<img src=x onerror=\"alert('1')\">&"
        let page: HTML = "<td title=\"\(name)\">\(name)</td>"
        let escaped = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;"
        #expect(page.text == "<td title=\"\(escaped)\">\(escaped)</td>")
    }

    @Test("Pieces nest without being escaped again")
    func nests() {
        let inner: HTML = "<b>\("a&b")</b>"
        let outer: HTML = "<p>\(inner)\(7)</p>"
        #expect(outer.text == "<p><b>a&amp;b</b>7</p>")
        #expect(HTML.join([inner, inner]).text == "<b>a&amp;b</b>\n<b>a&amp;b</b>")
    }

    @Test(
        "Controls and marks that turn the direction of text are shown, not obeyed (S32)",
        arguments: ["\u{0}", "\u{1B}", "\r", "\u{7F}", "\u{9B}", "\u{2028}", "\u{202E}", "\u{2066}"])
    func replacesControls(_ mark: String) {
        #expect(HTML.escape("a\(mark)b") == "a\u{FFFD}b")
    }

    @Test("Letters of all scripts, emoji, tabs and line ends stay")
    func keepsText() {
        #expect(HTML.escape("Ünï שלום 日本 👩‍👩‍👧\t\n") == "Ünï שלום 日本 👩‍👩‍👧\t\n")
    }
}
