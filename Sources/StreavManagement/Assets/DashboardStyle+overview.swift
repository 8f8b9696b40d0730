extension DashboardStyle {
    /// The charts of the overview.
    static let overview = """
        .overview-chart { margin: 0; }
        .overview-chart + .overview-chart { margin-block-start: 14px; }
        .overview-chart .chart { inline-size: 100%; margin-inline: 0; block-size: 96px; margin-block-start: 6px;
            border-block-end: 1px solid var(--line); }
        .overview-groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 20px;
            padding: 16px; }
        .overview-shares h3 { margin-block-end: 8px; color: var(--soft); font-size: 0.93rem; font-weight: 500; }
        .overview-share { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px;
            padding-block: 3px; }
        .overview-share > span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .overview-share svg { grid-column: 1 / -1; inline-size: 100%; block-size: 4px; border-radius: 2px;
            background: var(--sunken); }
        .overview-share rect { fill: var(--accent); }
        [dir="rtl"] .overview-share svg { transform: scaleX(-1); }
        """
}
