/** The style of an answer on paper: black on white, nothing cut between a name and its telephone. */
export const paper = `
  @page { margin: 18mm; }
  body { margin: 0; font: 11.5pt/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; color: #000; }
  .from { font-weight: 700; color: #0a5a5e; }
  h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 4pt; }
  h2 { font-size: 13.5pt; margin: 16pt 0 4pt; border-bottom: 1pt solid #7b8f92; break-after: avoid; }
  h3 { font-size: 11.5pt; margin: 8pt 0 0; break-after: avoid; }
  h4 { font-size: 10.5pt; margin: 4pt 0 0; break-after: avoid; }
  p, ul, ol { margin: 2pt 0; }
  li { margin: 2pt 0; break-inside: avoid; }
  article { break-inside: avoid; }
  .facts { list-style: none; padding: 0; }
  .small, footer { font-size: 9pt; overflow-wrap: anywhere; }
  footer { margin-top: 16pt; border-top: 1pt solid #7b8f92; }
`;
