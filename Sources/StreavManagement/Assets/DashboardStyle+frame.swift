extension DashboardStyle {
    /// The frame around the pages.
    static let frame = """
        .shell {
            display: grid;
            grid-template-columns: var(--side) minmax(0, 1fr);
            grid-template-rows: var(--bar) 1fr;
            min-block-size: 100vh;
            min-block-size: 100dvh;
        }

        .bar {
            grid-column: 1 / -1;
            position: sticky;
            inset-block-start: 0;
            z-index: 10;
            display: flex;
            align-items: center;
            gap: 12px;
            padding-inline: 16px;
            background: var(--rail);
            border-block-end: 1px solid var(--line);
        }

        .brand { display: flex; align-items: center; gap: 9px; color: var(--text); font-weight: 600; }
        .brand:hover { text-decoration: none; }
        .bar .brand { inline-size: calc(var(--side) - 28px); }

        .mark { inline-size: 24px; block-size: 24px; flex: none; }
        .mark rect { fill: #5b5bd6; }
        .mark path { fill: none; stroke: #fff; stroke-width: 2; stroke-linecap: round; }

        .searcher {
            display: flex;
            align-items: center;
            gap: 8px;
            inline-size: min(420px, 100%);
            padding: 5px 10px;
            color: var(--soft);
            background: var(--surface);
            border: 1px solid var(--line);
            border-radius: var(--radius-small);
        }

        .searcher:hover { border-color: var(--line-strong); text-decoration: none; }
        .searcher span { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

        kbd {
            padding: 0 5px;
            border: 1px solid var(--line);
            border-radius: 4px;
            font-size: 0.79rem;
            line-height: 1.5;
            color: var(--soft);
        }

        .account { margin-inline-start: auto; }
        .account > summary { display: flex; align-items: center; gap: 8px; padding: 4px; border-radius: 99px; }
        .account > summary:hover { background: var(--hover); }
        .account-name { padding-inline-end: 8px; }

        .avatar {
            display: grid;
            place-items: center;
            inline-size: 26px;
            block-size: 26px;
            border-radius: 50%;
            background: var(--accent-soft);
            color: var(--accent-strong);
            font-size: 0.86rem;
            font-weight: 600;
        }

        .side {
            position: sticky;
            inset-block-start: var(--bar);
            align-self: start;
            block-size: calc(100vh - var(--bar));
            block-size: calc(100dvh - var(--bar));
            overflow-y: auto;
            padding: 12px 10px;
            background: var(--rail);
            border-inline-end: 1px solid var(--line);
        }

        .group + .group { margin-block-start: 14px; }
        .group-name { padding: 4px 8px; color: var(--soft); font-size: 0.82rem; font-weight: 500; }

        .group a {
            display: flex;
            align-items: center;
            gap: 9px;
            padding: 5px 8px;
            border-radius: var(--radius-small);
            color: var(--soft);
            font-weight: 500;
        }

        .group a:hover { background: var(--hover); color: var(--text); text-decoration: none; }
        .group a[aria-current] { background: var(--hover); color: var(--text); }
        .group a[aria-current] .icon { color: var(--accent); }

        .drawer { display: none; }

        main { padding: 20px 28px 48px; min-inline-size: 0; max-inline-size: 1440px; inline-size: 100%; }
        main.narrow > * { max-inline-size: 720px; }

        .head { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; margin-block-end: 18px; }
        .head-text { flex: 1; min-inline-size: 0; }
        .head-line { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; }
        .head-line h1 { overflow-wrap: anywhere; }
        .subtitle { color: var(--soft); margin-block-start: 2px; }
        .actions { display: flex; flex-wrap: wrap; gap: 8px; }

        .trail ol { display: flex; flex-wrap: wrap; gap: 6px; font-size: 0.93rem; }
        .trail li + li::before { content: "/"; color: var(--faint); margin-inline-end: 6px; }
        .trail a { color: var(--soft); }

        .columns { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--gap);
            align-items: start; }
        .columns > div { display: grid; gap: var(--gap); }

        .bare { display: grid; align-content: center; justify-items: center; gap: 16px; min-block-size: 100vh;
            min-block-size: 100dvh; padding: 24px 16px; }
        .card {
            inline-size: min(400px, 100%);
            padding: 28px;
            background: var(--surface);
            border: 1px solid var(--line);
            border-radius: 12px;
            box-shadow: var(--shadow);
        }
        .card .brand { margin-block-end: 20px; }
        .card h1 { margin-block-end: 6px; }
        .card > .lead { color: var(--soft); }
        .card .form { margin-block-start: 16px; }
        .card > p.soft { margin-block-start: 14px; }
        .bare-foot { color: var(--soft); }
        """
}
