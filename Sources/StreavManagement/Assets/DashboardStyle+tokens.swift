extension DashboardStyle {
    /// Colours, measures, type.
    static let tokens = """
        :root {
            color-scheme: light;
            --ground: #fbfbfc;
            --rail: #f4f4f6;
            --surface: #ffffff;
            --sunken: #f4f4f6;
            --hover: #efeff2;
            --line: #e4e4e9;
            --line-strong: #d0d0d8;
            --text: #1b1b20;
            --soft: #63636e;
            --faint: #8b8b96;
            --accent: #5753c6;
            --accent-strong: #4a46b5;
            --accent-soft: #eeeefb;
            --on-accent: #ffffff;
            --good: #18794e;
            --good-soft: #e6f5ed;
            --wait: #8a5300;
            --wait-soft: #fdf2dc;
            --bad: #c22b31;
            --bad-soft: #fdecec;
            --shadow: 0 1px 2px rgb(20 20 40 / 5%);
            --lift: 0 0 0 1px rgb(20 20 40 / 8%), 0 12px 32px rgb(20 20 40 / 14%);
            --radius: 8px;
            --radius-small: 6px;
            --side: 224px;
            --bar: 48px;
            --gap: 16px;
            font-size: 87.5%;
        }

        [data-theme="dark"] {
            color-scheme: dark;
            --ground: #131316;
            --rail: #101013;
            --surface: #19191d;
            --sunken: #222227;
            --hover: #26262c;
            --line: #2a2a31;
            --line-strong: #3c3c45;
            --text: #ededf0;
            --soft: #a3a3ad;
            --faint: #7d7d88;
            --accent: #8b88f0;
            --accent-strong: #a09df5;
            --accent-soft: #25244a;
            --on-accent: #12121c;
            --good: #4cc38a;
            --good-soft: #14291f;
            --wait: #f1b04c;
            --wait-soft: #33260f;
            --bad: #ff8589;
            --bad-soft: #3a1719;
            --shadow: none;
            --lift: 0 0 0 1px rgb(255 255 255 / 10%), 0 12px 32px rgb(0 0 0 / 60%);
        }

        @media (prefers-color-scheme: dark) {
            [data-theme="system"] {
                color-scheme: dark;
                --ground: #131316;
                --rail: #101013;
                --surface: #19191d;
                --sunken: #222227;
                --hover: #26262c;
                --line: #2a2a31;
                --line-strong: #3c3c45;
                --text: #ededf0;
                --soft: #a3a3ad;
                --faint: #7d7d88;
                --accent: #8b88f0;
                --accent-strong: #a09df5;
                --accent-soft: #25244a;
                --on-accent: #12121c;
                --good: #4cc38a;
                --good-soft: #14291f;
                --wait: #f1b04c;
                --wait-soft: #33260f;
                --bad: #ff8589;
                --bad-soft: #3a1719;
                --shadow: none;
                --lift: 0 0 0 1px rgb(255 255 255 / 10%), 0 12px 32px rgb(0 0 0 / 60%);
            }
        }

        *, ::before, ::after { box-sizing: border-box; }

        html { background: var(--ground); color: var(--text); -webkit-text-size-adjust: 100%; }

        body {
            margin: 0;
            font-family: Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
                "Noto Sans", "Noto Sans Arabic", sans-serif;
            line-height: 1.5;
            font-feature-settings: "cv05", "ss03";
        }

        h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
        ul, ol { list-style: none; }
        h1 { font-size: 1.43rem; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; }
        h2 { font-size: 1rem; font-weight: 600; }
        h3 { font-size: 1rem; font-weight: 600; }
        a { color: var(--accent); text-decoration: none; text-underline-offset: 2px; }
        a:hover, p a:not(.button) { text-decoration: underline; }
        code, kbd, .key { font-family: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, monospace; }
        code { font-size: 0.93em; }
        small { font-size: 0.86rem; }
        p + p { margin-block-start: 8px; }
        .soft { color: var(--soft); }
        .pad { padding: 16px; }
        .number, td.number, th.number { font-variant-numeric: tabular-nums; }
        .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }

        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
        main:focus { outline: none; }

        .visually-hidden {
            position: absolute;
            inline-size: 1px;
            block-size: 1px;
            overflow: hidden;
            clip-path: inset(50%);
            white-space: nowrap;
        }

        .skip {
            position: absolute;
            inset-block-start: 8px;
            inset-inline-start: 8px;
            z-index: 20;
            padding: 8px 12px;
            background: var(--surface);
            border-radius: var(--radius-small);
            box-shadow: var(--lift);
            transform: translateY(-400%);
        }

        .skip:focus { transform: none; }

        .icon {
            inline-size: 16px;
            block-size: 16px;
            flex: none;
            fill: none;
            stroke: currentColor;
            stroke-width: 1.4;
            stroke-linecap: round;
            stroke-linejoin: round;
        }

        [dir="rtl"] .icon { transform: scaleX(-1); }

        @media (prefers-reduced-motion: reduce) {
            *, ::before, ::after { animation: none !important; transition: none !important; }
        }
        """
}
