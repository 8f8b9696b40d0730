/// The script of the landing page, `/assets/landing.js`. Text from outside enters the page as text only.
enum LandingScript {
    static let text = #"""
        "use strict";

        const refreshEvery = 2000;
        // A stream that has just started is too short for some browsers: they want three target durations of it.
        const retryEvery = 2000;
        const retriesAtMost = 10;
        const byId = (id) => document.getElementById(id);
        const cards = new Map(
            Array.from(document.querySelectorAll(".card[data-id]"), (card) => [Number(card.dataset.id), card]));
        const player = byId("player");
        const video = byId("video");
        const notice = byId("notice");
        let playing = null;
        let cameFrom = null;
        let retries = 0;
        let retry = null;

        for (const button of document.querySelectorAll("[data-action]")) button.hidden = false;

        // Status

        const part = (card, name) => card.querySelector(`[data-part="${name}"]`);

        function setText(element, text) {
            if (element.textContent !== text) element.textContent = text;
        }

        const viewers = (count) => (count === 1 ? "1 viewer" : `${count} viewers`);

        function show(status) {
            let onAir = 0;
            let watching = 0;
            for (const stream of status.streams) {
                watching += stream.viewers;
                if (stream.state === "on_air") onAir += 1;
                const card = cards.get(stream.id);
                if (!card) continue;
                card.dataset.state = stream.state;
                card.dataset.codecs = stream.codecs;
                setText(part(card, "state"), stream.label);
                setText(part(card, "viewers"), viewers(stream.viewers));
                setText(part(card, "formats"), stream.formats.join(" · ") || "–");
            }
            setText(byId("summary"), `${onAir} of ${status.streams.length} on air · ${viewers(watching)}`);
        }

        async function refresh() {
            if (!document.hidden) {
                try {
                    const answer = await fetch("/streams.json", { cache: "no-store" });
                    if (!answer.ok) throw new Error(String(answer.status));
                    show(await answer.json());
                    document.body.classList.remove("stale");
                } catch {
                    document.body.classList.add("stale");
                    setText(byId("summary"), "The server does not answer");
                }
            }
            setTimeout(refresh, refreshEvery);
        }

        // Copying

        async function copy(button) {
            const before = button.textContent;
            try {
                await navigator.clipboard.writeText(button.dataset.address);
                button.textContent = "Copied";
                setText(byId("announcement"), "Copied");
            } catch {
                // Without the permission the person copies by hand: select the text.
                const field = button.parentElement.querySelector("input, code");
                if (field.select) field.select();
                else getSelection().selectAllChildren(field);
                setText(byId("announcement"), "Selected: copy with the keyboard");
                return;
            }
            button.disabled = true;
            setTimeout(() => {
                button.textContent = before;
                button.disabled = false;
                setText(byId("announcement"), "");
            }, 1200);
        }

        // Player

        /** Why this browser cannot play the stream, as a sentence, or null. */
        function obstacle(codecs) {
            if (!video.canPlayType("application/vnd.apple.mpegurl")) {
                return "This browser does not play HLS by itself. Present versions of Chrome, Edge and Safari do.";
            }
            const missing = codecs.split(",").filter(
                (codec) => codec && !/^mp4a\.(40\.34|6B|69)/.test(codec)
                    && !video.canPlayType(`video/mp4; codecs="${codec}"`)
                    && !video.canPlayType(`audio/mp4; codecs="${codec}"`));
            if (missing.length === 0) return null;
            const names = missing.map((codec) => {
                if (/^(hvc1|hev1)/.test(codec)) return "H.265";
                if (/^ac-3/.test(codec)) return "AC-3";
                if (/^ec-3/.test(codec)) return "E-AC-3";
                return codec;
            });
            return `This browser has no decoder for ${names.join(" and ")}, which this stream uses.`;
        }

        function explain(sentence, card) {
            stop();
            video.hidden = true;
            setText(byId("notice-text"), sentence);
            for (const tool of ["vlc", "ffplay"]) {
                const command = `${tool} "${card.dataset.hls}"`;
                setText(byId(`open-${tool}`), command);
                byId(`copy-${tool}`).dataset.address = command;
            }
            notice.hidden = false;
        }

        function stop() {
            clearTimeout(retry);
            byId("waiting").hidden = true;
            playing = null;
            video.removeAttribute("src");
            video.load();
        }

        function start() {
            video.src = playing.dataset.hls;
            // A refusal to start by itself leaves the controls, which is enough.
            video.play().catch(() => {});
        }

        function watch(card, button) {
            for (const other of document.querySelectorAll(".card")) {
                other.classList.toggle("chosen", other === card);
            }
            cameFrom = button;
            setText(byId("player-name"), card.dataset.name);
            player.hidden = false;
            document.body.classList.add("has-player");
            const reason = obstacle(card.dataset.codecs);
            if (reason) {
                explain(reason, card);
            } else {
                notice.hidden = true;
                video.hidden = false;
                video.classList.toggle("sound-only", !/avc|hvc|hev|mp4v/.test(card.dataset.codecs));
                stop();
                retries = 0;
                playing = card;
                start();
            }
            player.focus({ preventScroll: true });
            player.scrollIntoView({ block: "nearest" });
        }

        function close() {
            stop();
            player.hidden = true;
            document.body.classList.remove("has-player");
            for (const card of document.querySelectorAll(".card")) card.classList.remove("chosen");
            if (cameFrom) cameFrom.focus();
        }

        const failures = {
            2: "The stream broke off on its way.",
            3: "This browser could not decode the stream.",
            4: "This browser could not open the stream.",
        };

        video.addEventListener("error", () => {
            if (!playing || !video.error) return;
            if (retries < retriesAtMost && video.currentTime === 0) {
                retries += 1;
                byId("waiting").hidden = false;
                retry = setTimeout(start, retryEvery);
                return;
            }
            const reason = failures[video.error.code] || "This browser could not play the stream.";
            explain(playing.dataset.state === "down" ? "The stream has no source at the moment." : reason, playing);
        });

        video.addEventListener("playing", () => {
            byId("waiting").hidden = true;
        });

        document.addEventListener("click", (event) => {
            const button = event.target.closest("button");
            if (!button) return;
            if (button.dataset.action === "copy") copy(button);
            if (button.dataset.action === "watch") watch(button.closest(".card"), button);
            if (button.id === "player-close") close();
        });

        document.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && !player.hidden) close();
        });

        document.addEventListener("focusin", (event) => {
            if (event.target.matches(".address input")) event.target.select();
        });

        refresh();

        """#
}
