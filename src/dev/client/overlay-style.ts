export const overlayStyle = `
:host { all: initial; color-scheme: light dark; --ink: #1d1d1f; --paper: #fffdf8; --line: #d9d2c5; --red: #b3261e; --link: #0b57d0; }
@media (prefers-color-scheme: dark) {
  :host { --ink: #ece8e1; --paper: #1e1d1b; --line: #45423d; --red: #ff8a80; --link: #8ab4f8; }
}
section, p {
  position: fixed; z-index: 2147483647; box-sizing: border-box; color: var(--ink); background: var(--paper);
  font: 15px/1.6 system-ui, sans-serif; box-shadow: 0 0 2rem rgb(0 0 0 / 0.3);
}
section { inset: auto 0 0 0; max-height: 60vh; overflow: auto; padding: 0 1.25rem 1rem; border-top: 4px solid var(--red); }
p { inset: auto 1rem 1rem auto; margin: 0; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; }
header { position: sticky; top: 0; display: flex; gap: 1rem; align-items: baseline; padding: 0.75rem 0; background: var(--paper); }
header strong { color: var(--red); }
header span { flex: 1; }
article { padding: 0.5rem 0; border-top: 1px solid var(--line); }
pre {
  margin: 0.5rem 0; overflow-x: auto; tab-size: 2;
  font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
}
a { color: var(--link); }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.1rem 0.7rem; cursor: pointer; }
`;
