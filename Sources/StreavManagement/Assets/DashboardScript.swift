/// The script of the dashboard. Every page works without it; with it they are alive: regions that renew themselves, the
/// palette, copying, choosing all rows, dragging rows into an order.
enum DashboardScript {
    static let text = """
        const $ = (selector, root = document) => root.querySelector(selector);
        const all = (selector, root = document) => [...root.querySelectorAll(selector)];
        const on = (type, handler) => document.addEventListener(type, handler);

        // Regions that the page declares are renewed over one channel, while the page is in view.
        const from = document.body.dataset.liveFrom;
        let channel = null;
        let wait = 1000;

        function follow() {
            if (!from || channel || document.hidden) return;
            channel = new EventSource(from);
            channel.addEventListener("region", (event) => {
                wait = 1000;
                renew(event.lastEventId, event.data);
            });
            channel.addEventListener("ended", () => leave());
            channel.onopen = () => { const pulse = $("[data-pulse]"); if (pulse) pulse.hidden = false; };
            channel.onerror = () => {
                if (!channel || channel.readyState !== EventSource.CLOSED) return;
                leave();
                wait = Math.min(wait * 2, 60000);
                setTimeout(follow, wait);
            };
        }

        function leave() {
            channel?.close();
            channel = null;
            const pulse = $("[data-pulse]");
            if (pulse) pulse.hidden = true;
        }

        function renew(id, html) {
            const region = all("[data-live]").find((element) => element.dataset.live === id);
            // What somebody is typing or marking is not taken from under their hands.
            if (!region || region.innerHTML === html || region.contains(document.activeElement)) return;
            if ($("input[type=checkbox]:checked", region)) return;
            const selection = getSelection();
            if (selection && !selection.isCollapsed && region.contains(selection.anchorNode)) return;
            region.innerHTML = html;
            reveal(region);
        }

        on("visibilitychange", () => (document.hidden ? leave() : follow()));
        addEventListener("pagehide", leave);
        follow();

        // Copying needs a script: its buttons appear with it.
        function reveal(root) {
            all("[data-copy], [data-select-all]", root).forEach((element) => { element.hidden = false; });
        }

        on("click", async (event) => {
            const button = event.target.closest("[data-copy]");
            if (!button) return;
            const label = $("span", button) ?? button;
            const before = label.textContent;
            try {
                await navigator.clipboard.writeText(button.dataset.copy);
            } catch {
                const field = document.createElement("textarea");
                field.value = button.dataset.copy;
                document.body.append(field);
                field.select();
                document.execCommand("copy");
                field.remove();
            }
            label.textContent = document.body.dataset.copied ?? before;
            setTimeout(() => { label.textContent = before; }, 1500);
        });

        // Choosing all rows of a page.
        on("change", (event) => {
            const choice = event.target.closest("[data-select-all]");
            if (!choice) return;
            all("input[name=ids]", choice.closest("form")).forEach((box) => { box.checked = choice.checked; });
        });

        // Switches that take effect at once.
        on("change", (event) => {
            const look = event.target.closest("[data-look]");
            if (look) look.requestSubmit();
        });

        // Filters that are lists take effect at once, too.
        on("change", (event) => {
            const filters = event.target.closest(".filters");
            if (filters && event.target.matches("select, input[type=date]")) filters.requestSubmit();
        });

        // Menus close when something else is clicked, and with Escape.
        on("click", (event) => {
            all("details.menu[open], details.drawer[open]").forEach((menu) => {
                if (!menu.contains(event.target)) menu.open = false;
            });
        });

        // The palette.
        const palette = $("#palette");
        const field = palette && $("input", palette);
        let asked = 0;

        function openPalette() {
            if (!palette || palette.open) return;
            palette.showModal();
            field.select();
            look();
        }

        async function look() {
            const number = ++asked;
            const answer = await fetch(`/search/results?q=${encodeURIComponent(field.value)}`);
            if (!answer.ok || number !== asked) return;
            $("#palette-results").innerHTML = await answer.text();
        }

        on("click", (event) => {
            if (event.target.closest("[data-palette]") && palette) {
                event.preventDefault();
                openPalette();
            }
            if (event.target === palette) palette.close();
        });

        on("keydown", (event) => {
            const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
            if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
                event.preventDefault();
                openPalette();
            } else if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
                event.preventDefault();
                const search = $("main [data-search]");
                if (search) search.select(); else openPalette();
            } else if (event.key === "Escape") {
                all("details.menu[open], details.drawer[open]").forEach((menu) => { menu.open = false; });
            }
        });

        let typing = 0;
        field?.addEventListener("input", () => {
            clearTimeout(typing);
            typing = setTimeout(look, 120);
        });

        palette?.addEventListener("keydown", (event) => {
            if (event.key !== "ArrowDown" && event.key !== "ArrowUp" && event.key !== "Enter") return;
            const links = all("#palette-results a");
            const here = links.indexOf(document.activeElement);
            if (event.key === "Enter") {
                if (here < 0 && links[0]) { event.preventDefault(); links[0].click(); }
                return;
            }
            event.preventDefault();
            const next = here + (event.key === "ArrowDown" ? 1 : -1);
            if (next < 0) field.focus(); else links[Math.min(next, links.length - 1)]?.focus();
        });

        // Rows that can be dragged: each holds fields of the same name, which are sent in their new order. Their
        // buttons move them without a mouse.
        let dragged = null;

        function rearranged(list) {
            list.dispatchEvent(new Event("change", { bubbles: true }));
            list.dataset.rearranged = "";
        }

        on("dragstart", (event) => {
            dragged = event.target.closest?.("[data-order] > *");
            if (dragged) event.dataTransfer.effectAllowed = "move";
        });

        on("dragover", (event) => {
            const row = event.target.closest?.("[data-order] > *");
            if (!dragged || !row || row === dragged || row.parentElement !== dragged.parentElement) return;
            event.preventDefault();
            const box = row.getBoundingClientRect();
            row[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
        });

        on("dragend", () => {
            if (dragged) rearranged(dragged.parentElement);
            dragged = null;
        });

        on("click", (event) => {
            const button = event.target.closest("[data-move]");
            const row = button?.closest("[data-order] > *");
            if (!row) return;
            event.preventDefault();
            if (button.dataset.move === "up") row.previousElementSibling?.before(row);
            else row.nextElementSibling?.after(row);
            button.focus();
            rearranged(row.parentElement);
        });

        reveal(document);
        document.documentElement.dataset.script = "";
        """
}
