// How the page about a person looks, on a screen, in the dark and on paper; and what it may load, which is nothing.
import { createHash } from 'node:crypto';

export const style = `
:root { color-scheme: light dark; --ink: #1d2530; --soft: #5a6675; --line: #d5dbe3; --paper: #ffffff; --tint: #f3f6f9; --accent: #1f5f8b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaef; --soft: #a3afbd; --line: #37424f; --paper: #151b22; --tint: #1e2730; --accent: #8cc4ec; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
header, main, nav { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--accent); }
h3 { font-size: 1.05rem; margin: 2rem 0 .25rem; }
p, ul { margin: .5rem 0; max-width: 46rem; }
.source, .note { color: var(--soft); font-size: .9rem; }
.notice { border-left: 4px solid var(--accent); background: var(--tint); padding: .75rem 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .75rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
header dl { margin: 1rem 0; }
nav a { color: var(--accent); }
nav ul { columns: 2; padding-left: 1.2rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0 1rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--tint); font-weight: 600; }
td:first-child { width: 10rem; }
table.events td:nth-child(2) { width: 34%; }
td dl { display: block; }
td dt, td dd { display: inline; }
td dt::after { content: ": "; }
q, blockquote { quotes: none; }
q::before, q::after { content: none; }
blockquote { margin: .3rem 0 0; padding-left: .7rem; border-left: 3px solid var(--line); }
@media (max-width: 40rem) { nav ul { columns: 1; } td:first-child { width: auto; } }
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --tint: #f2f2f2; --accent: #000; }
  body { font-size: 10.5pt; }
  nav { display: none; }
  header, main { max-width: none; padding: 0; }
  h2, h3, caption { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  @page { margin: 18mm 15mm; }
}
`;

const digest = createHash('sha256').update(style).digest('base64');

/** Its own style by its digest, and nothing else: no script, no image, no address. */
export const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** What only a header can say. */
export const policyHeader = `${policy}; frame-ancestors 'none'`;
