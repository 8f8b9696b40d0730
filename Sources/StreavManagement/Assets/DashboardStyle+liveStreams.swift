extension DashboardStyle {
    /// Live streams, their sources, and rows that are dragged.
    static let liveStreams = """
        .stream-summary { display: flex; flex-wrap: wrap; gap: 6px 16px; margin-block-end: 12px; }
        .stream-summary a { display: inline-flex; align-items: center; gap: 6px; color: var(--text);
            border-radius: 99px; padding-inline-end: 8px; }
        .stream-summary a[aria-current] { background: var(--hover); }
        .stream-whole { white-space: nowrap; }
        .stream-summary b { font-variant-numeric: tabular-nums; font-weight: 600; }

        .stream-sources { display: grid; gap: 10px; margin-block: 12px; }
        .stream-source { display: flex; gap: 10px; align-items: center; padding: 10px 12px;
            border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
        .stream-grip { color: var(--faint); display: none; cursor: grab; }
        :root[data-script] .stream-grip { display: block; }
        .stream-source-fields { flex: 1; min-inline-size: 0; display: grid; gap: 8px; }
        .stream-source-fields label > span { display: block; color: var(--soft); font-size: 0.86rem; }
        .stream-source-fields label.choice > span { font-size: inherit; color: inherit; }
        .stream-source-line { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; }
        .stream-source-line input:not([type="checkbox"]) { inline-size: 96px; }
        .stream-source-line .choice { padding-block-end: 6px; }
        .stream-source-buttons { display: flex; gap: 4px; margin-inline-start: auto; }
        [data-move] { display: none; }
        :root[data-script] [data-move] { display: inline-flex; }
        .stream-probe { padding: 8px 12px; border-radius: var(--radius); background: var(--sunken); }
        .stream-probe ul { display: grid; gap: 4px; margin-block-start: 6px; }

        .stream-choices { border: 0; padding: 0; margin: 0; min-inline-size: 0; }
        .stream-choices legend { padding: 0; margin-block-end: 6px; font-weight: 500; }
        .stream-choices .control { display: flex; flex-wrap: wrap; gap: 6px 18px; max-block-size: 260px;
            overflow-y: auto; }
        .form .stream-choices + .stream-choices { margin-block-start: 14px; }

        .stream-inputs > li { padding: 10px 16px; }
        .stream-inputs > li + li { border-block-start: 1px solid var(--line); }
        .stream-input-head { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: baseline; }
        .stream-input-head code { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
        .stream-input-line { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center;
            justify-content: flex-end; margin-block-start: 4px; }
        .stream-input-line > .soft { flex: 1 1 200px; }
        .stream-player { inline-size: 100%; aspect-ratio: 16 / 9; background: #000; border-radius: var(--radius); }

        .category-name { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; font-weight: 500; }
        .category-place { inline-size: 64px; }
        """
}
