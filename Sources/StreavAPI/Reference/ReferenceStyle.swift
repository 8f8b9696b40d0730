/// The style sheet of the reference for people.
enum ReferenceStyle {
    static let text = """
        :root {
          color-scheme: light dark;
          --ink: #1b1f24; --quiet: #57606a; --paper: #ffffff; --shade: #f4f6f8; --line: #d5dae0; --accent: #0b5cad;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ink: #e6e9ed; --quiet: #9aa4af; --paper: #14181d; --shade: #1d2329; --line: #333b44; --accent: #7ab8f5;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; }
        body {
          margin: 0; background: var(--paper); color: var(--ink); display: grid;
          grid-template-columns: 15rem minmax(0, 1fr); font: 1rem/1.55 system-ui, sans-serif;
        }
        nav {
          position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 1.5rem 1.25rem;
          border-right: 1px solid var(--line); background: var(--shade);
        }
        nav ul { list-style: none; margin: 0; padding: 0; }
        nav li { margin: .35rem 0; }
        .brand { margin: 0 0 1rem; font-weight: 700; }
        main { padding: 1.5rem 2rem 4rem; max-width: 60rem; }
        a { color: var(--accent); }
        a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
        h1 { font-size: 1.9rem; margin: 0 0 1rem; }
        h2 { font-size: 1.4rem; margin: 2.5rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1.1rem; margin: 0 0 .5rem; }
        article { margin: 0 0 2rem; }
        code, pre { font: .875rem/1.5 ui-monospace, monospace; }
        pre {
          background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem;
          overflow-x: auto;
        }
        table { border-collapse: collapse; width: 100%; margin: .75rem 0; display: block; overflow-x: auto; }
        th, td {
          text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
        }
        th { color: var(--quiet); font-weight: 600; }
        .request { margin: .25rem 0; }
        .method { font-weight: 700; }
        .scopes { color: var(--quiet); }
        summary { cursor: pointer; color: var(--quiet); }
        @media (max-width: 50rem) {
          body { display: block; }
          nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
          main { padding: 1rem; }
        }
        """
}
