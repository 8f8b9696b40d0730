extension DashboardScript {
    /// Uploads a film piece by piece, and goes on after a broken connection.
    static let films = """
        all("[data-upload]").forEach((place) => {
            const plain = $("[data-upload-plain]");
            if (plain) plain.hidden = true;
            place.hidden = false;
            const form = $("form", place);
            const box = $("[data-upload-progress]");
            const line = $("[data-upload-text]");
            const meter = $("progress", box);
            const size = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
            const post = (path, fields) => {
                const body = new FormData();
                body.set("csrf", form.elements.csrf.value);
                for (const [name, value] of Object.entries(fields)) body.set(name, value);
                return body;
            };
            const plainly = (fields) => new URLSearchParams({ csrf: form.elements.csrf.value, ...fields });

            const show = (done, total) => {
                box.hidden = false;
                meter.max = total;
                meter.value = done;
                line.textContent = `${size(done)} / ${size(total)}`;
            };

            async function send(path, file, from) {
                const length = Number(place.dataset.piece);
                let wait = 1000;
                while (from < file.size) {
                    show(from, file.size);
                    const piece = file.slice(from, from + length);
                    try {
                        const body = post(path, { offset: from, piece });
                        const answer = await fetch(`${path}/piece`, { method: "POST", body });
                        const said = answer.headers.get("content-type")?.startsWith("application/json")
                            ? await answer.json() : {};
                        if (typeof said.received === "number") {
                            from = said.received;
                            wait = 1000;
                            continue;
                        }
                        if (said.problem) { line.textContent = said.problem; return; }
                        if (answer.status < 500) { location.href = path; return; }
                    } catch { /* The connection is gone: it is tried again. */ }
                    line.textContent = line.dataset.waiting;
                    await new Promise((next) => setTimeout(next, wait));
                    wait = Math.min(wait * 2, 30000);
                }
                show(file.size, file.size);
                const answer = await fetch(`${path}/finish`, { method: "POST", body: plainly({}) });
                location.href = answer.url;
            }

            form.addEventListener("submit", async (event) => {
                event.preventDefault();
                const file = $("input[type=file]", form).files[0];
                if (!file) return;
                const isNew = place.dataset.upload === "begin";
                if (!isNew && (file.name !== place.dataset.name || String(file.size) !== place.dataset.size)) {
                    box.hidden = false;
                    line.textContent = line.dataset.other;
                    return;
                }
                $("button", form).disabled = true;
                if (!isNew) return send(place.dataset.upload, file, Number(place.dataset.received));
                const body = plainly({ name: file.name, size: file.size });
                const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
                if (answer.redirected) {
                    const path = new URL(answer.url).pathname;
                    history.replaceState(null, "", path);
                    return send(path, file, 0);
                }
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                box.hidden = false;
                line.textContent = $(".problem", page)?.textContent ?? $("h1", page)?.textContent ?? "";
                $("button", form).disabled = false;
            });
        });
        """
}
