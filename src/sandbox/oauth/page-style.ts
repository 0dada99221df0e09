/** The look of the sandbox's own pages, light and dark. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1f2733; --soft: #5b6675; --line: #d9dee6; --card: #fff; --ground: #f3f5f9; --accent: #4a3fd6; --on-accent: #fff; --tint: #eeedff; --warn: #7a4b00; --warn-ground: #fff3d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f6; --soft: #a9b3c2; --line: #3a4453; --card: #1d242e; --ground: #12171e; --accent: #9d95ff; --on-accent: #14102f; --tint: #29264d; --warn: #ffd88a; --warn-ground: #3d2f10; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--ground); color: var(--ink); font: 15px/1.5 "Segoe UI", system-ui, -apple-system, sans-serif; }
main { width: 100%; max-width: 460px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 28px; box-shadow: 0 12px 32px rgb(20 30 60 / 10%); }
.badge { display: inline-block; margin-bottom: 18px; padding: 2px 10px; border-radius: 99px; background: var(--warn-ground); color: var(--warn); font-size: 12px; font-weight: 600; }
.marks { display: flex; align-items: center; gap: 10px; margin: 0 0 12px; }
.mark { width: 44px; height: 44px; border-radius: 11px; display: grid; place-items: center; font-weight: 700; font-size: 20px; background: var(--tint); color: var(--accent); }
.mark.own { background: var(--accent); color: var(--on-accent); }
.dots { color: var(--soft); letter-spacing: 3px; }
h1 { font-size: 21px; line-height: 1.3; margin: 0 0 6px; }
h2, legend { font-size: 13px; font-weight: 600; color: var(--soft); margin: 0 0 8px; padding: 0; }
p { margin: 0 0 14px; color: var(--soft); overflow-wrap: anywhere; }
fieldset { border: 0; margin: 20px 0; padding: 0; }
label { display: flex; align-items: center; gap: 12px; border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; margin-bottom: 8px; cursor: pointer; }
label:has(:checked) { border-color: var(--accent); background: var(--tint); }
input[type=radio] { accent-color: var(--accent); width: 18px; height: 18px; margin: 0; flex: none; }
.name { display: block; font-weight: 600; }
.id { display: block; font-size: 12.5px; color: var(--soft); }
ul { margin: 0; padding: 0; list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 2px 18px; }
ul.one { grid-template-columns: 1fr; }
li { position: relative; padding-left: 20px; }
li::before { content: ""; position: absolute; left: 3px; top: 6px; width: 5px; height: 9px; border: solid var(--accent); border-width: 0 2px 2px 0; transform: rotate(42deg); }
details { margin-top: 6px; }
summary { cursor: pointer; color: var(--accent); border-radius: 4px; width: max-content; }
details ul { margin-top: 6px; max-height: 190px; overflow: auto; }
.actions { display: flex; gap: 10px; margin-top: 24px; }
button { flex: 1; font: inherit; font-weight: 600; padding: 11px 14px; border-radius: 10px; border: 1px solid var(--line); background: transparent; color: var(--ink); cursor: pointer; }
button.allow { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.note { font-size: 12.5px; margin: 16px 0 0; }
code { font: 12.5px/1.4 ui-monospace, Consolas, monospace; }
`;
