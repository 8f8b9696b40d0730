extension DashboardStyle {
    /// Movies, shows, people and their files.
    static let catalogue = """
        .picture { display: block; max-inline-size: 220px; max-block-size: 330px; border-radius: var(--radius);
            background: var(--sunken); }
        .picture-thumbnail { inline-size: 24px; block-size: 36px; object-fit: cover; border-radius: 3px;
            vertical-align: middle; margin-inline-end: 8px; background: var(--sunken); }
        .facts .names { margin-block: 0; }
        .catalogue-name { display: inline-flex; align-items: center; }
        .catalogue-name img { flex: none; }
        .catalogue-day { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .catalogue-checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 6px 14px;
            max-block-size: 260px; overflow-y: auto; padding: 10px 12px; border: 1px solid var(--line);
            border-radius: var(--radius); background: var(--surface); }
        .catalogue-files { display: grid; gap: 8px; max-block-size: 320px; overflow-y: auto; padding: 10px 12px;
            margin-block-end: 8px; border: 1px solid var(--line); border-radius: var(--radius);
            background: var(--surface); }
        .catalogue-files small { overflow-wrap: anywhere; }
        .catalogue-find { display: flex; gap: 8px; }
        .catalogue-find input { flex: 1; }
        .catalogue-cast { display: grid; gap: 6px; margin-block-end: 8px; padding: 0; list-style: none; }
        .catalogue-cast li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 76px auto auto;
            gap: 8px; align-items: center; padding: 6px 8px; border: 1px solid var(--line);
            border-radius: var(--radius); background: var(--surface); }
        .catalogue-cast .catalogue-person { display: flex; gap: 8px; align-items: center; min-inline-size: 0;
            overflow-wrap: anywhere; }
        .catalogue-cast [draggable] { cursor: grab; }
        .catalogue-found { display: grid; gap: 4px; margin-block-start: 8px; padding: 0; list-style: none; }
        .catalogue-found a { text-decoration: underline; }
        .catalogue-text { white-space: pre-line; overflow-wrap: anywhere; }
        .catalogue-head { display: grid; gap: 16px; }
        .catalogue-head .picture { margin-block-end: 4px; }
        .catalogue-meter { inline-size: 100%; block-size: 10px; accent-color: var(--accent); }
        @media (max-width: 720px) {
            .catalogue-cast li { grid-template-columns: minmax(0, 1fr) 76px auto; }
            .catalogue-cast .catalogue-person { grid-column: 1 / -1; }
        }
        """
}
