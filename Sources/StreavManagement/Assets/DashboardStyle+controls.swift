extension DashboardStyle {
    /// Buttons, fields, menus.
    static let controls = """
        .button {
            display: inline-flex;
            align-items: center;
            justify-content: center;
            gap: 6px;
            min-block-size: 32px;
            padding: 4px 12px;
            border: 1px solid var(--line-strong);
            border-radius: var(--radius-small);
            background: var(--surface);
            color: var(--text);
            font: inherit;
            font-weight: 500;
            white-space: nowrap;
            cursor: pointer;
        }

        .button:hover { background: var(--hover); text-decoration: none; }
        .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
        .button.primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
        .button.danger { color: var(--bad); border-color: var(--line-strong); }
        .button.danger:hover { background: var(--bad-soft); border-color: var(--bad); }
        .button.quiet { background: none; border-color: transparent; color: var(--soft); }
        .button.quiet:hover { background: var(--hover); color: var(--text); }
        .button.small { min-block-size: 28px; padding: 2px 9px; }
        .button[aria-disabled="true"] { opacity: 0.5; cursor: default; }
        .button[aria-disabled="true"]:hover { background: var(--surface); }
        .inline { display: inline; }
        [hidden] { display: none !important; }

        input, select, textarea {
            min-block-size: 32px;
            inline-size: 100%;
            padding: 4px 10px;
            border: 1px solid var(--line-strong);
            border-radius: var(--radius-small);
            background: var(--surface);
            color: var(--text);
            font: inherit;
        }

        input::placeholder, textarea::placeholder { color: var(--faint); opacity: 1; }
        input:hover, select:hover, textarea:hover { border-color: var(--faint); }
        input:focus-visible, select:focus-visible, textarea:focus-visible {
            outline: 2px solid var(--accent);
            outline-offset: -1px;
            border-color: var(--accent);
        }

        input[type="checkbox"], input[type="radio"] {
            min-block-size: 0;
            inline-size: 16px;
            block-size: 16px;
            margin: 2px 0;
            padding: 0;
            flex: none;
            accent-color: var(--accent);
        }

        select { padding-inline-end: 6px; }
        textarea { resize: vertical; line-height: 1.5; }

        .form { display: grid; gap: 16px; }
        .field { display: grid; grid-template-columns: 180px minmax(0, 1fr); gap: 4px 16px; border: 0; margin: 0;
            padding: 0; }
        .field > label { padding-block-start: 5px; font-weight: 500; }
        .field > .label { padding-block-start: 9px; font-weight: 500; }
        .stacked .field { grid-template-columns: minmax(0, 1fr); }
        .form:not(.stacked) > .field.single { display: block; padding-inline-start: 196px; }
        .form:not(.stacked) > .form-actions { padding-inline-start: 196px; }
        .field .soft { font-weight: 400; }
        .hint { color: var(--soft); font-size: 0.93rem; margin-block-start: 4px; }
        .problem { color: var(--bad); font-size: 0.93rem; margin-block-start: 4px; }
        .wrong input, .wrong select, .wrong textarea { border-color: var(--bad); }

        .choice { display: flex; gap: 10px; align-items: flex-start; cursor: pointer; }
        .choice b { display: block; font-weight: 500; }
        .choice small { display: block; color: var(--soft); }
        .choices .choice { padding: 9px 12px; border: 1px solid var(--line); background: var(--surface); }
        .choices .choice + .choice { border-block-start: 0; }
        .choices .choice:first-of-type { border-start-start-radius: var(--radius);
            border-start-end-radius: var(--radius); }
        .choices .choice:last-of-type { border-end-start-radius: var(--radius); border-end-end-radius: var(--radius); }
        .choices .choice:has(:checked) { background: var(--accent-soft); }

        .form-actions { display: flex; gap: 8px; padding-block-start: 4px; }
        .form-actions.wide .button { inline-size: 100%; min-block-size: 36px; }

        .menu { position: relative; }
        .menu > summary { list-style: none; cursor: pointer; }
        .menu > summary::-webkit-details-marker { display: none; }
        .menu-body {
            position: absolute;
            inset-inline-end: 0;
            inset-block-start: calc(100% + 6px);
            z-index: 12;
            display: grid;
            gap: 2px;
            min-inline-size: 200px;
            padding: 6px;
            background: var(--surface);
            border-radius: var(--radius);
            box-shadow: var(--lift);
        }

        .menu-body > .soft { padding: 4px 8px; font-size: 0.93rem; }

        .menu-item {
            display: flex;
            align-items: center;
            gap: 8px;
            inline-size: 100%;
            padding: 6px 8px;
            border: 0;
            border-radius: var(--radius-small);
            background: none;
            color: var(--text);
            font: inherit;
            text-align: start;
            cursor: pointer;
        }

        .menu-item:hover { background: var(--hover); text-decoration: none; }

        .look { display: flex; flex-wrap: wrap; gap: 6px; padding: 6px 8px; }
        .look label { flex: 1; min-inline-size: 110px; }
        .look select { min-block-size: 28px; font-size: 0.93rem; }

        .palette {
            inline-size: min(560px, calc(100vw - 32px));
            margin-block-start: 12vh;
            padding: 0;
            border: 0;
            border-radius: 12px;
            background: var(--surface);
            color: var(--text);
            box-shadow: var(--lift);
        }

        .palette::backdrop { background: rgb(10 10 20 / 35%); }
        .palette-field, .big-search { display: flex; align-items: center; gap: 10px; padding: 4px 14px;
            color: var(--soft); }
        .palette-field { border-block-end: 1px solid var(--line); }
        .palette-field input, .big-search input { border: 0; background: none; padding-block: 10px;
            font-size: 1.07rem; }
        .palette-field input:focus-visible, .big-search input:focus-visible { outline: none; }
        .big-search {
            margin-block-end: 16px;
            border: 1px solid var(--line-strong);
            border-radius: var(--radius);
            background: var(--surface);
        }
        .big-search:focus-within { outline: 2px solid var(--accent); outline-offset: -1px; }
        .palette-results { max-block-size: 50vh; overflow-y: auto; padding: 6px; }
        .results + .results { margin-block-start: 6px; }
        .results h2 { padding: 6px 10px 2px; color: var(--soft); font-size: 0.86rem; font-weight: 500; }
        .results a { display: flex; align-items: center; gap: 10px; padding: 7px 10px;
            border-radius: var(--radius-small);
            color: var(--text); }
        .results a:hover, .results a:focus { background: var(--hover); text-decoration: none; }
        .results small { color: var(--soft); margin-inline-start: auto; }
        .results .icon { color: var(--soft); }
        """
}
