/// The style sheet of the landing page, `/assets/landing.css`: light and dark, from 360 pixels up.
enum LandingStyle {
    static let text = """
        :root {
            color-scheme: light dark;
            --ground: #f5f6f8;
            --surface: #ffffff;
            --sunken: #eef0f4;
            --line: #dcdfe6;
            --text: #16181d;
            --soft: #5a6170;
            --accent: #4338ca;
            --accent-strong: #3730a3;
            --on-accent: #ffffff;
            --live: #0f7b47;
            --wait: #8a5a00;
            --down: #b3261e;
            --rest: #5a6170;
            --shadow: 0 1px 2px rgb(16 20 30 / 6%), 0 4px 14px rgb(16 20 30 / 5%);
            --radius: 12px;
        }

        @media (prefers-color-scheme: dark) {
            :root {
                --ground: #0e1014;
                --surface: #171a21;
                --sunken: #0f1218;
                --line: #2a2f3a;
                --text: #eceef2;
                --soft: #a2a9b8;
                --accent: #a5b4fc;
                --accent-strong: #c7d2fe;
                --on-accent: #14162b;
                --live: #4ade80;
                --wait: #fbbf24;
                --down: #ff8a80;
                --rest: #a2a9b8;
                --shadow: 0 1px 2px rgb(0 0 0 / 40%);
            }
        }

        * { box-sizing: border-box; }
        [hidden] { display: none !important; }

        html { scroll-padding-top: 5rem; }

        body {
            margin: 0;
            background: var(--ground);
            color: var(--text);
            font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
            -webkit-text-size-adjust: 100%;
        }

        h1, h2, h3, p, ul { margin: 0; padding: 0; }
        h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.015em; }
        h2 { font-size: 1.05rem; line-height: 1.3; }
        h3 { font-size: 1.05rem; line-height: 1.3; overflow-wrap: anywhere; }

        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
        main:focus, .player:focus { outline: none; }

        .skip { position: absolute; left: -999px; top: 0; z-index: 3; padding: .5rem 1rem; background: var(--surface); }
        .skip:focus { left: .5rem; top: .5rem; }

        .visually-hidden {
            position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
            white-space: nowrap;
        }

        .top {
            position: sticky; top: 0; z-index: 2;
            display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem;
            padding: .65rem clamp(1rem, 3vw, 2.25rem);
            background: var(--surface);
            border-bottom: 1px solid var(--line);
        }
        .brand { font-weight: 750; font-size: 1.2rem; letter-spacing: -0.02em; }
        .brand::before {
            content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em;
            border-radius: 30% 30% 30% 0; background: var(--accent);
        }
        .summary { color: var(--soft); font-variant-numeric: tabular-nums; }
        .stale .summary { color: var(--down); }
        .downloads { display: flex; flex-wrap: wrap; gap: .5rem; margin-left: auto; }

        .layout {
            display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem;
            max-width: 1180px; margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2.25rem) 4rem;
        }
        .hint { max-width: 46rem; margin-top: .35rem; color: var(--soft); }
        section { margin-top: 1.75rem; }
        section > h2 {
            margin-bottom: .7rem;
            color: var(--soft); font-size: .82rem; letter-spacing: .07em; text-transform: uppercase;
        }
        .empty { margin-top: 2rem; padding: 2rem; border: 1px dashed var(--line); border-radius: var(--radius); }

        .cards {
            display: grid; gap: .9rem; list-style: none;
            grid-template-columns: repeat(auto-fill, minmax(min(100%, 20.5rem), 1fr));
        }
        .card {
            display: flex; flex-direction: column; gap: .55rem; min-width: 0; padding: 1rem;
            background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
            box-shadow: var(--shadow);
        }
        .card.chosen { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
        .card-head { display: flex; align-items: baseline; gap: .6rem; }
        .film-head { display: flex; align-items: flex-start; gap: .8rem; }
        .film-head h3 { margin-top: .1rem; }
        .poster { flex: none; border-radius: 4px; background: var(--line); object-fit: cover; }
        .card-head h3 { flex: 1; min-width: 0; }
        .number {
            min-width: 1.5em; color: var(--soft); font-weight: 650; font-variant-numeric: tabular-nums;
        }
        .facts {
            display: flex; justify-content: space-between; gap: .75rem;
            color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums;
        }

        .state {
            display: inline-flex; align-items: center; gap: .4rem;
            white-space: nowrap; font-size: .82rem; font-weight: 600;
        }
        .dot { width: .6rem; height: .6rem; border-radius: 50%; background: currentcolor; }
        .card[data-state="on_air"] .state { color: var(--live); }
        .card[data-state="starting"] .state { color: var(--wait); }
        .card[data-state="down"] .state { color: var(--down); }
        .card[data-state="idle"] .state { color: var(--rest); }
        .card[data-state="down"] .dot { border-radius: 2px; }
        .card[data-state="idle"] .dot { background: none; border: 2px solid currentcolor; }
        .card[data-state="starting"] .dot { animation: breathe 1.4s ease-in-out infinite alternate; }
        @keyframes breathe { to { opacity: .25; } }

        .address { display: flex; align-items: center; gap: .5rem; min-width: 0; }
        .kind { flex: none; min-width: 2rem; color: var(--soft); font-size: .75rem; font-weight: 650; }
        .address input, .address code {
            flex: 1; min-width: 0; padding: .38rem .55rem; border: 1px solid var(--line); border-radius: 7px;
            background: var(--sunken); color: var(--text);
            font: .8rem/1.4 ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace;
            text-overflow: ellipsis;
        }
        .address code { overflow-wrap: anywhere; }

        .button {
            display: inline-flex; align-items: center; justify-content: center;
            min-height: 2.4rem; padding: .35rem .9rem;
            border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: var(--text);
            font: inherit; font-weight: 600; font-size: .9rem; text-decoration: none; cursor: pointer;
        }
        .button:hover { border-color: var(--accent); color: var(--accent); }
        .button.quiet { border-color: transparent; color: var(--soft); }
        .button.quiet:hover { color: var(--accent); }
        .button.primary {
            width: 100%;
            border-color: var(--accent); background: var(--accent); color: var(--on-accent);
        }
        .button.primary:hover {
            border-color: var(--accent-strong); background: var(--accent-strong); color: var(--on-accent);
        }
        .button.small { min-width: 4.4rem; min-height: 2rem; padding: .2rem .6rem; font-size: .8rem; }
        .button:disabled { cursor: default; color: var(--live); border-color: var(--line); }
        .actions { margin-top: auto; padding-top: .25rem; }

        .player {
            align-self: start; min-width: 0; padding: 1rem; border: 1px solid var(--line); border-radius: var(--radius);
            background: var(--surface); box-shadow: var(--shadow); order: -1;
        }
        .player-head {
            display: flex; align-items: center; justify-content: space-between; gap: 1rem; margin-bottom: .7rem;
        }
        .player-head h2 { overflow-wrap: anywhere; }
        video { display: block; width: 100%; aspect-ratio: 16 / 9; border-radius: 8px; background: #000; }
        video.sound-only { aspect-ratio: auto; height: 4rem; }
        .waiting { margin-top: .6rem; color: var(--soft); }
        .notice {
            display: grid; gap: .6rem; padding: .9rem; border-left: 4px solid var(--wait); border-radius: 6px;
            background: var(--sunken);
        }
        .notice .address { align-items: flex-start; }
        .notice .kind { min-width: 3rem; padding-top: .45rem; }
        .fine { color: var(--soft); font-size: .875rem; }
        #notice-text { font-weight: 600; }

        @media (min-width: 62rem) {
            .has-player .layout { max-width: 1680px; grid-template-columns: minmax(0, 1fr) minmax(24rem, 38%); }
            .player { position: sticky; top: 5rem; order: 0; }
        }

        @media (max-width: 40rem) {
            .downloads { margin-left: 0; }
            .player { position: sticky; top: .5rem; z-index: 2; padding: .6rem; }
            .top { position: static; }
        }

        @media (prefers-reduced-motion: reduce) {
            * { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
        }

        @media (forced-colors: active) {
            .dot { forced-color-adjust: none; }
        }

        """
}
