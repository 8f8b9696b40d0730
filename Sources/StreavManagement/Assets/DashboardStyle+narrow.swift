extension DashboardStyle {
    /// Where there is little room: the navigation behind a button, rows as cards.
    static let narrow = """
        @media (max-width: 860px) {
            .columns { grid-template-columns: minmax(0, 1fr); }
        }

        @media (max-width: 760px) {
            .shell { grid-template-columns: minmax(0, 1fr); }
            .side { display: none; }
            .drawer { display: block; }
            .drawer > summary { display: grid; place-items: center; inline-size: 32px; block-size: 32px;
                list-style: none;
                border-radius: var(--radius-small); cursor: pointer; }
            .drawer > summary::-webkit-details-marker { display: none; }
            .drawer > summary:hover { background: var(--hover); }
            .drawer[open] > nav {
                position: absolute;
                inset-inline: 0;
                inset-block-start: var(--bar);
                max-block-size: calc(100dvh - var(--bar));
                overflow-y: auto;
                padding: 10px 14px 16px;
                background: var(--rail);
                border-block-end: 1px solid var(--line);
                box-shadow: var(--lift);
            }
            .drawer .group a { padding-block: 9px; }
            .bar { padding-inline: 10px; gap: 8px; }
            .bar .brand { inline-size: auto; }
            .searcher kbd { display: none; }
            /* Still said by screen readers: without them a link and a menu had no name. */
            .bar .brand span, .account-name { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
                clip-path: inset(50%); white-space: nowrap; }
            .searcher { flex: 1; }
            main { padding: 16px 14px 40px; }
            .field { grid-template-columns: minmax(0, 1fr); }
            .form:not(.stacked) > .field.single, .form:not(.stacked) > .form-actions { padding-inline-start: 0; }
            .filters { flex: 1 1 100%; }
            .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
            .tile { padding-inline: 12px; min-block-size: 104px; }
            .tile:last-child:nth-child(odd) { grid-column: 1 / -1; min-block-size: 84px; }
            .tile-value { font-size: 1.43rem; }
            .chart { inline-size: calc(100% + 24px); margin-inline: -12px; }
            .filters, .search-field, .filter-field { max-inline-size: none; inline-size: 100%; }
            .filter-field { inline-size: calc(50% - 4px); }
            .filter-field select, .filter-field input { min-inline-size: 0; }
            .toolbar .menu-body { inset-inline: 0 auto; }
            .facts > div { grid-template-columns: 112px minmax(0, 1fr); }
            .codes { grid-template-columns: minmax(0, 1fr); }
        }

        @media (max-width: 640px) {
            .table-frame { border: 0; background: none; }
            .table thead { display: block; }
            .table thead tr { display: block; }
            .table thead th { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
                clip-path: inset(50%); }
            .table tbody, .table tr, .table td { display: block; }
            .table tbody tr { position: relative; padding: 10px 12px; background: var(--surface);
                border: 1px solid var(--line); border-radius: var(--radius); }
            .table tbody tr + tr { margin-block-start: 8px; }
            .panel.flush .table tbody tr { border-width: 0; border-radius: 0; }
            .panel.flush .table tbody tr + tr { border-block-start-width: 1px; margin: 0; }
            .table td { display: flex; justify-content: space-between; gap: 12px; padding: 3px 0; border: 0; }
            .table td::before { content: attr(data-label); color: var(--soft); flex: none; }
            .table td:empty { display: none; }
            .table td.number { text-align: start; }
            .table td.primary { font-size: 1.07rem; padding-block-end: 6px; justify-content: flex-start; }
            .table td.primary::before, .table td.select::before, .table td.row-actions::before { content: none; }
            .table td.select { position: absolute; inset-block-start: 12px; inset-inline-end: 12px; inline-size: auto; }
            .table .row-actions { inline-size: auto; justify-content: flex-end; padding-block-start: 6px; }
            .compare th, .compare td { padding: 7px 8px; }
            .head .actions { inline-size: 100%; }
        }

        @media print {
            .bar, .side, .toolbar, .bulk-bar, .actions, .skip { display: none; }
            .shell { display: block; }
        }
        """
}
