extension DashboardStyle {
    /// The pages of subscribers.
    static let subscribers = """
        .subscriber-note { white-space: pre-wrap; }
        .subscriber-generated { padding-block-start: 9px; color: var(--soft); }
        .subscriber-bundles { padding-inline-start: 20px; list-style: decimal; display: grid; gap: 4px; }
        .subscriber-token { display: inline-block; }
        .subscriber-token summary { cursor: pointer; color: var(--soft); }
        .subscriber-token code { overflow-wrap: anywhere; }
        .subscriber-copied { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
        .subscriber-copied code { overflow-wrap: anywhere; }
        .facts .subscriber-names { margin-block: 0; }
        .subscriber-outcome { margin-block-start: 20px; }
        .subscriber-outcome .compare { margin-block: 10px; }
        .subscriber-term { margin-block-end: 12px; }
        .subscriber-link { display: grid; grid-template-columns: 64px minmax(0, 1fr); align-items: center; }
        .subscriber-link small { color: var(--soft); }
        .subscriber-links .subscriber-address { max-inline-size: min(420px, 80vw); }
        .subscriber-links { display: grid; gap: 10px; margin-block-start: 8px; }
        .subscriber-links li { display: grid; gap: 2px; min-inline-size: 0; }
        .subscriber-address { display: flex; align-items: center; gap: 6px; min-inline-size: 0;
            max-inline-size: min(420px, 46vw);
            direction: ltr; }
        .subscriber-address code { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis;
            white-space: nowrap; font-size: 0.86rem; }
        :root:not([data-script]) .subscriber-address code { white-space: normal; overflow-wrap: anywhere; }
        .subscriber-answer { display: grid; gap: 6px; padding: 14px 16px; }
        .subscriber-answer .banner { margin: 0; }
        """
}
