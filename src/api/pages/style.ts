/** The style of all pages. No web fonts, no images; dark where the browser asks for it. */
export const style = `
:root { color-scheme: light dark; --ground: #f7f8fa; --card: #fff; --ink: #1d2433; --dim: #5d6779;
  --line: #dfe3ea; --accent: #0f766e; --good: #15803d; --bad: #b42318; --wait: #b45309; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12151b; --card: #1b2029; --ink: #e6e9ef; --dim: #98a2b3; --line: #2c3340;
    --accent: #2dd4bf; --good: #4ade80; --bad: #f97066; --wait: #fbbf24; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: center; padding: 12px 20px;
  background: var(--card); border-bottom: 1px solid var(--line); }
header .brand { font-weight: 700; color: var(--ink); text-decoration: none; margin-right: 8px; }
main { max-width: 1080px; margin: 0 auto; padding: 20px; }
h1 { font-size: 22px; line-height: 1.3; margin: 8px 0 16px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 28px 0 8px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
.figure, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.figure b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figure span, .dim { color: var(--dim); font-size: 13px; }
.list { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.list li { display: flex; flex-wrap: wrap; gap: 2px 12px; padding: 10px 16px; border-top: 1px solid var(--line); }
.list li:first-child { border-top: 0; }
.list .what { flex: 1 1 240px; min-width: 0; overflow-wrap: anywhere; }
.list time { color: var(--dim); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 99px; padding: 0 8px; font-size: 12px; color: var(--dim); }
.tag.launched, .tag.completed { color: var(--good); }
.tag.failed { color: var(--bad); }
.tag.running, .tag.pending, .tag.suppressed { color: var(--wait); }
.empty { color: var(--dim); padding: 24px 16px; background: var(--card); border: 1px dashed var(--line); border-radius: 10px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 10px; background: #fff; resize: vertical; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font: 13px/1.5 ui-monospace, monospace; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 8px; padding: 6px 14px; cursor: pointer; }
button.main { background: #0f766e; border-color: #0f766e; color: #fff; padding: 10px 18px; }
input { font: inherit; width: 100%; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: var(--ink); }
.sign-in { max-width: 420px; margin: 8vh auto 0; }
.sign-in label { display: block; margin: 16px 0 6px; } .sign-in button { margin-top: 16px; }
.fault { color: var(--bad); }
.preferences { max-width: 560px; margin: 4vh auto 0; } .done { color: var(--good); font-weight: 600; }
.preferences fieldset { border: 0; padding: 0; margin: 16px 0; } .preferences legend { font-weight: 600; padding: 0; }
.preferences label { display: inline-flex; gap: 8px; align-items: center; margin: 4px 16px 4px 0; min-height: 28px; }
.preferences label.nothing, .preferences label.language { display: flex; margin: 12px 0; }
.preferences input[type="checkbox"] { width: 18px; height: 18px; accent-color: var(--accent); }
.preferences input[type="checkbox"], .preferences select { flex: none; } .preferences select { font: inherit; padding: 6px 10px; max-width: 60%; }
.preferences a { color: inherit; } .preferences :focus-visible { outline-color: var(--ink); }
.topic { padding: 10px 0; border-bottom: 1px solid var(--line); } .topic b { display: block; }
`;
