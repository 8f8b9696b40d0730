import Hummingbird
import StreavWeb

/// The landing page. It works without its script: then it is a list of addresses to copy by hand.
struct LandingPage {
    private let catalogue: LandingCatalogue
    private let administrator: LandingAdministrator?
    private let needsSetUp: Bool

    init(_ catalogue: LandingCatalogue, administrator: LandingAdministrator? = nil, needsSetUp: Bool = false) {
        self.catalogue = catalogue
        self.administrator = administrator
        self.needsSetUp = needsSetUp
    }

    /// The page, which may play from where its streams are.
    var response: Response {
        var response = Response.html(html)
        response.headers[.contentSecurityPolicy] =
            SecurityPolicy(mediaOrigins: catalogue.mediaOrigins).contentSecurityPolicy
        return response
    }

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Streav</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/assets/landing.css">
        <script src="/assets/landing.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#streams">To the streams</a>
        <header class="top">
        <p class="brand">Streav</p>
        <p class="summary" id="summary">\(summary)</p>
        <p class="downloads">
        \(entrance)
        <a class="button" href="/streams.m3u" download>HLS playlist (.m3u)</a>
        <a class="button quiet" href="/streams.m3u?output=ts" download>TS playlist (.m3u)</a>
        </p>
        </header>
        <div class="layout">
        <main id="streams" tabindex="-1">
        <h1>Live streams</h1>
        <p class="hint">Press Watch, or open an address in VLC, ffplay, or any player of yours.
        The addresses hold credentials, so this page answers this machine only.</p>
        \(signIn)
        \(sections)
        \(films)
        </main>
        \(Self.player)
        </div>
        <p class="visually-hidden" role="status" aria-live="polite" id="announcement"></p>
        </body>
        </html>

        """
    }

    private var entrance: HTML {
        needsSetUp
            ? "<a class=\"button\" href=\"/setup\">Set up the dashboard</a>"
            : "<a class=\"button\" href=\"/sign-in\">Dashboard</a>"
    }

    private var signIn: HTML? {
        administrator.map {
            """
            <p class="hint">The dashboard lets you in as <code>\($0.username)</code> with the password \
            <code>\($0.password)</code>.</p>
            """
        }
    }

    private var summary: String {
        let onAir = catalogue.streams.count { $0.state == .onAir }
        let viewers = catalogue.streams.reduce(0) { $0 + $1.viewers }
        return "\(onAir) of \(catalogue.streams.count) on air · \(viewers) \(viewers == 1 ? "viewer" : "viewers")"
    }

    private var sections: HTML {
        if catalogue.streams.isEmpty {
            return "<p class=\"empty\">There are no live streams yet.</p>"
        }
        return HTML.join(
            catalogue.categories.enumerated().map { index, category in
                """
                <section aria-labelledby="category-\(index)">
                <h2 id="category-\(index)">\(category.name)</h2>
                <ul class="cards">
                \(HTML.join(category.streams.map(card)))
                </ul>
                </section>
                """
            })
    }

    private func card(_ stream: LandingStream) -> HTML {
        """
        <li class="card" id="stream-\(stream.id)" data-id="\(stream.id)" data-name="\(stream.name)" \
        data-hls="\(stream.hls)" data-ts="\(stream.transportStream)" data-codecs="\(stream.codecs)" \
        data-state="\(stream.state.rawValue)">
        <div class="card-head">
        <span class="number">\(stream.number)</span>
        <h3>\(stream.name)</h3>
        <span class="state"><span class="dot" aria-hidden="true"></span><span data-part="state">\(stream.state.label)\
        </span></span>
        </div>
        <p class="facts"><span data-part="formats">\(formats(stream))</span><span data-part="viewers">\
        \(viewers(stream.viewers))</span></p>
        \(address("HLS", stream.hls, of: stream.name))
        \(address("TS", stream.transportStream, of: stream.name))
        <p class="actions"><button type="button" class="button primary" data-action="watch" hidden>Watch</button></p>
        </li>
        """
    }

    private var films: HTML {
        if catalogue.movies.isEmpty { return "" }
        return """
            <section aria-labelledby="films">
            <h2 id="films">Films</h2>
            <ul class="cards">
            \(HTML.join(catalogue.movies.map(film)))
            </ul>
            </section>
            """
    }

    private func film(_ movie: LandingMovie) -> HTML {
        """
        <li class="card film" id="movie-\(movie.id)" data-name="\(movie.title)" data-hls="\(movie.hls)" \
        data-codecs="\(movie.codecs)" data-state="on_air">
        <div class="film-head">
        \(movie.poster.map(poster) ?? "")
        <div><h3>\(movie.title)</h3>
        <p class="facts">\(facts(movie))</p></div>
        </div>
        \(address("HLS", movie.hls, of: movie.title))
        \(address("File", movie.file, of: movie.title))
        <p class="actions"><button type="button" class="button primary" data-action="watch" hidden>Watch</button></p>
        </li>
        """
    }

    /// Beside the title, so it says nothing that is not there.
    private func poster(_ address: String) -> HTML {
        "<img class=\"poster\" src=\"\(address)\" alt=\"\" width=\"64\" height=\"96\" loading=\"lazy\">"
    }

    private func facts(_ movie: LandingMovie) -> String {
        let parts = [movie.year.map(String.init), movie.minutes.map { "\($0) min" }].compactMap(\.self)
        return (parts + CodecName.names(in: movie.codecs)).joined(separator: " · ")
    }

    private func formats(_ stream: LandingStream) -> String {
        let names = CodecName.names(in: stream.codecs)
        return names.isEmpty ? "–" : names.joined(separator: " · ")
    }

    private func viewers(_ count: Int) -> String {
        count == 1 ? "1 viewer" : "\(count) viewers"
    }

    private func address(_ label: HTML, _ address: String, of name: String) -> HTML {
        """
        <div class="address"><span class="kind">\(label)</span>\
        <input type="text" readonly spellcheck="false" value="\(address)" aria-label="\(label) address of \(name)">\
        <button type="button" class="button small" data-action="copy" data-address="\(address)" \
        aria-label="Copy the \(label) address of \(name)" hidden>Copy</button></div>
        """
    }

    /// Empty until a stream is chosen; the script fills it.
    private static let player: HTML = """
        <aside class="player" id="player" aria-label="Player" tabindex="-1" hidden>
        <div class="player-head"><h2 id="player-name"></h2>
        <button type="button" class="button small" id="player-close" aria-label="Close the player">Close</button></div>
        <video id="video" controls playsinline></video>
        <p class="waiting" id="waiting" role="status" hidden>Waiting for the stream to start</p>
        <div class="notice" id="notice" role="alert" hidden>
        <p id="notice-text"></p>
        <p>Open it in another player:</p>
        <div class="address"><span class="kind">VLC</span><code id="open-vlc"></code>\
        <button type="button" class="button small" data-action="copy" id="copy-vlc" \
        aria-label="Copy the command for VLC">Copy</button></div>
        <div class="address"><span class="kind">ffplay</span><code id="open-ffplay"></code>\
        <button type="button" class="button small" data-action="copy" id="copy-ffplay" \
        aria-label="Copy the command for ffplay">Copy</button></div>
        <p class="fine">In VLC's window: Media, Open Network Stream, and paste the HLS address.</p>
        </div>
        </aside>
        """
}
