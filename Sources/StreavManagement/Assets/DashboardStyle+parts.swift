extension DashboardStyle {
    /// Everything else that pages are made of.
    static let parts = """
        .panel { border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface);
            box-shadow: var(--shadow); }
        .panel + .panel { margin-block-start: var(--gap); }
        .columns .panel + .panel { margin-block-start: 0; }
        .panel-head { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 11px 16px;
            min-block-size: 44px; border-block-end: 1px solid var(--line); }
        .panel-body { padding: 16px; }
        .panel.flush .panel-body { padding: 0; }
        .panel-body > .form { margin-block-start: 12px; }

        .facts > div { display: grid; grid-template-columns: 140px minmax(0, 1fr); gap: 12px; padding-block: 6px; }
        .facts > div + div { border-block-start: 1px solid var(--line); }
        .facts dt { color: var(--soft); }
        .facts dd { overflow-wrap: anywhere; }

        .badge {
            display: inline-flex;
            align-items: center;
            gap: 6px;
            padding: 1px 8px;
            border-radius: 99px;
            font-size: 0.86rem;
            font-weight: 500;
            white-space: nowrap;
            background: var(--sunken);
            color: var(--soft);
        }

        .dot { inline-size: 6px; block-size: 6px; border-radius: 50%; background: currentColor; }
        .badge.good { background: var(--good-soft); color: var(--good); }
        .badge.wait { background: var(--wait-soft); color: var(--wait); }
        .badge.bad { background: var(--bad-soft); color: var(--bad); }
        .badge.accent { background: var(--accent-soft); color: var(--accent-strong); }
        .badge.plain { color: var(--text); }

        .pulse { display: inline-flex; align-items: center; gap: 6px; color: var(--soft); font-size: 0.86rem; }
        .pulse::before {
            content: "";
            inline-size: 7px;
            block-size: 7px;
            border-radius: 50%;
            background: var(--good);
            animation: pulse 2s ease-in-out infinite;
        }

        @keyframes pulse { 50% { opacity: 0.35; } }

        .toast, .banner {
            display: flex;
            align-items: center;
            gap: 10px;
            padding: 9px 14px;
            margin-block-end: 14px;
            border: 1px solid var(--line);
            border-radius: var(--radius);
            background: var(--surface);
        }

        .toast p, .banner p { flex: 1; min-inline-size: 0; }
        .toast.done, .toast.info { border-color: color-mix(in srgb, var(--good) 35%, var(--line)); }
        .toast.done .icon { color: var(--good); }
        .toast.warning, .banner.warning { background: var(--wait-soft); border-color: transparent; }
        .toast.warning > .icon, .banner.warning > .icon { color: var(--wait); }
        .toast.failure, .banner.failure { background: var(--bad-soft); border-color: transparent; }
        .toast.failure > .icon, .banner.failure > .icon { color: var(--bad); }
        .banner.info > .icon { color: var(--accent); }
        .form .banner { margin: 0; }

        .tiles {
            display: grid;
            grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
            margin-block-end: var(--gap);
            border: 1px solid var(--line);
            border-radius: var(--radius);
            background: var(--line);
            gap: 1px;
            overflow: hidden;
        }

        .tile { display: flex; flex-direction: column; gap: 2px; padding: 14px 16px 0; min-block-size: 118px;
            background: var(--surface); color: var(--text); }
        a.tile:hover { background: var(--hover); text-decoration: none; }
        .tile-title { color: var(--soft); font-weight: 500; }
        .tile-value { font-size: 1.71rem; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums;
            line-height: 1.3; white-space: nowrap; }
        .tile-value small { margin-inline-start: 5px; font-size: 0.93rem; color: var(--soft); font-weight: 400;
            letter-spacing: 0; }
        .chart { display: block; inline-size: calc(100% + 32px); margin-inline: -16px; margin-block-start: auto;
            block-size: 44px; }
        [dir="rtl"] .chart { transform: scaleX(-1); }
        .chart .area { fill: var(--accent); opacity: 0.12; }
        .chart .line { fill: none; stroke: var(--accent); stroke-width: 1.5; vector-effect: non-scaling-stroke; }

        .tabs { display: flex; gap: 4px; margin-block-end: 16px; border-block-end: 1px solid var(--line);
            overflow-x: auto; }
        .tabs a { padding: 7px 10px; color: var(--soft); font-weight: 500; border-block-end: 2px solid transparent;
            margin-block-end: -1px; white-space: nowrap; }
        .tabs a:hover { color: var(--text); text-decoration: none; }
        .tabs a[aria-current] { color: var(--text); border-color: var(--accent); }

        .steps { display: flex; flex-wrap: wrap; gap: 8px 20px; margin-block-end: 18px; color: var(--soft); }
        .steps li { display: flex; align-items: center; gap: 8px; }
        .step-number { display: grid; place-items: center; inline-size: 22px; block-size: 22px; border-radius: 50%;
            border: 1px solid var(--line-strong); font-size: 0.86rem; font-weight: 600; }
        .steps .here { color: var(--text); font-weight: 500; }
        .steps .here .step-number { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
        .steps .past .step-number { background: var(--accent-soft); border-color: transparent;
            color: var(--accent-strong); }

        .empty { display: grid; justify-items: center; gap: 6px; padding: 40px 20px; text-align: center; }
        .empty > .icon { inline-size: 28px; block-size: 28px; color: var(--faint); margin-block-end: 4px; }
        .empty-title { font-weight: 600; }
        .empty .soft { max-inline-size: 46ch; }
        .empty .button { margin-block-start: 10px; }
        .error-status { font-size: 3rem; font-weight: 600; letter-spacing: -0.03em; color: var(--faint);
            line-height: 1; }

        .conflict { margin-block-end: 20px; padding: 16px; border: 1px solid var(--wait); border-radius: var(--radius);
            background: var(--surface); }
        .conflict h2 { display: flex; gap: 8px; align-items: center; margin-block-end: 6px; }
        .conflict h2 .icon { color: var(--wait); }
        .conflict .compare { margin-block: 12px; border: 1px solid var(--line); }

        .scan { display: flex; flex-wrap: wrap; gap: 20px; align-items: center; margin-block: 14px; }
        .scan > svg { inline-size: 176px; block-size: 176px; padding: 10px; background: #fff;
            border-radius: var(--radius); }
        .key { font-size: 1.07rem; letter-spacing: 0.04em; overflow-wrap: anywhere; max-inline-size: 22ch; }
        .codes { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6px 24px; margin-block: 16px;
            padding: 16px; background: var(--sunken); border-radius: var(--radius);
                font-family: ui-monospace, monospace;
            font-size: 1.07rem; max-inline-size: 360px; }
        """
}
