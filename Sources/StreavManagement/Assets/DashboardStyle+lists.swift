extension DashboardStyle {
    /// Tables and what surrounds them.
    static let lists = """
        .toolbar { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-end; justify-content: space-between;
            margin-block-end: 12px; }
        .filters { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-end; flex: 1; }
        .search-field { position: relative; flex: 1 1 200px; max-inline-size: 320px; }
        .search-field .icon { position: absolute; inset-inline-start: 10px; inset-block-start: 8px;
            color: var(--faint); }
        .search-field input { padding-inline-start: 32px; }
        .filter-field { display: grid; gap: 2px; }
        .filter-field span { color: var(--soft); font-size: 0.86rem; }
        .filter-field select, .filter-field input { min-inline-size: 130px; }

        .saved-view { display: flex; align-items: center; }
        .saved-view .menu-item { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
        .saved-view .menu-item[aria-current] { background: var(--hover); }
        .save-view { display: grid; gap: 6px; padding: 8px; }
        .saved-view + .save-view { border-block-start: 1px solid var(--line); }
        .save-view label { display: grid; gap: 2px; }
        .save-view label span { color: var(--soft); font-size: 0.86rem; }

        .table-frame, .panel.flush .table, .panel.flush .compare { overflow-x: auto; }
        .table-frame { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
        .table { inline-size: 100%; border-collapse: collapse; }
        .table th { color: var(--soft); font-size: 0.86rem; font-weight: 500; text-align: start; white-space: nowrap; }
        .table th, .table td { padding: 7px 12px; }
        .table th { padding-block: 6px; background: var(--sunken); }
        .table thead th:first-child { border-start-start-radius: 7px; }
        .table thead th:last-child { border-start-end-radius: 7px; }
        .table td { border-block-start: 1px solid var(--line); vertical-align: middle; }
        .table tbody tr:hover { background: var(--hover); }
        .table .number { text-align: end; }
        .table td.primary { font-weight: 500; }
        .table td.primary a { color: var(--text); }
        .table td.minor { color: var(--soft); }
        .table .select { inline-size: 36px; padding-inline-end: 0; }
        .table .row-actions { text-align: end; white-space: nowrap; inline-size: 1px; padding-block: 2px; }
        .table th a { color: inherit; }
        .sort { display: inline-block; inline-size: 10px; margin-inline-start: 4px; }
        .sort.ascending::before { content: "↑"; }
        .sort.descending::before { content: "↓"; }

        .panel.flush .table thead th { border-radius: 0; }

        .bulk-bar { display: flex; align-items: center; gap: 8px; padding-block-start: 10px; }
        .bulk-bar select { inline-size: auto; min-block-size: 28px; }
        .bulk-bar label { color: var(--soft); }

        .pager { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px;
            padding-block-start: 12px; color: var(--soft); }
        .pager-links { display: flex; gap: 8px; }
        .pager p + p { margin: 0; }

        .compare { inline-size: 100%; border-collapse: collapse; }
        .compare th, .compare td { padding: 7px 14px; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
        .compare thead th { color: var(--soft); font-size: 0.86rem; font-weight: 500; background: var(--sunken); }
        .compare tbody th { font-weight: 500; }
        .compare tbody tr { border-block-start: 1px solid var(--line); }
        .compare .differs td:nth-child(2) { background: var(--bad-soft); }
        .compare .differs td:nth-child(3) { background: var(--good-soft); }

        .feed li { display: flex; gap: 12px; justify-content: space-between; padding: 8px 14px; }
        .feed li + li { border-block-start: 1px solid var(--line); }
        .feed a { color: var(--text); min-inline-size: 0; overflow-wrap: anywhere; }
        .feed b { font-weight: 500; }
        .feed .soft { white-space: nowrap; }
        .action { color: var(--soft); }
        .action.bad { color: var(--bad); }

        .names { display: flex; flex-wrap: wrap; gap: 6px; margin-block: 10px; }
        .names li { padding: 1px 8px; border-radius: 99px; background: var(--sunken); }
        """
}
