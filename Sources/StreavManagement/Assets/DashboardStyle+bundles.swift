extension DashboardStyle {
    /// Rows that are put in an order.
    static let bundles = """
        .places { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
        .places > li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 5px 12px; }
        .places > li + li { border-block-start: 1px solid var(--line); }
        .places > li:hover { background: var(--hover); }
        .place-grip { color: var(--faint); cursor: grab; line-height: 0; }
        .place-number { min-inline-size: 3ch; color: var(--soft); text-align: end; }
        .place-name { flex: 1 1 180px; min-inline-size: 0; overflow-wrap: anywhere; font-weight: 500; }
        .place-name a { color: var(--text); }
        .place-tools { display: flex; align-items: center; gap: 8px; margin-inline-start: auto; }
        .place-to { display: inline-flex; align-items: center; gap: 6px; color: var(--soft); font-size: 0.93rem; }
        .place-to input { inline-size: 64px; min-block-size: 28px; padding-block: 2px; }
        .place-remove { display: inline-flex; align-items: center; gap: 6px; color: var(--soft); font-size: 0.93rem; }
        :root:not([data-script]) .place-step, :root:not([data-script]) .place-grip { display: none; }
        .places-bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding-block-start: 12px; }
        .places-bar select { inline-size: auto; max-inline-size: 100%; }
        .bundle-contents { display: grid; gap: 2px; }
        .bundle-contents li { display: flex; gap: 10px; padding-block: 3px; overflow-wrap: anywhere; }
        .bundle-contents .number { color: var(--soft); min-inline-size: 3ch; text-align: end; }
        """
}
