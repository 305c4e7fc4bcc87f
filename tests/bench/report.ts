import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

const PAGE = 'docs/speed.md';

/** Formats rows as a Markdown table. */
export function table(header: string[], rows: (string | number)[][]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Prints the result of a bench, and writes it to `docs/speed.md` with the date and the machine. */
export function report(bench: string, result: string): void {
  // A busy machine makes every ratio less reliable, so the reader must see it.
  const load = `load average ${loadavg()[1]?.toFixed(1)}`;
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${load}`;
  const section = `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}\n\n${result}`;
  console.log(section);
  const [start, end] = [`<!-- ${bench} -->`, `<!-- /${bench} -->`];
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.split(start)[0], page.split(end)[1]];
  if (after === undefined) throw new Error(`${PAGE} has no place for ${bench}.`);
  writeFileSync(PAGE, `${before}${start}\n${section}\n${end}${after}`);
}

/** Returns a row of a table of goals: what, the result, the goal, and whether it is reached. */
export function goalRow(what: string, result: number, goal: number, format = (value: number) => value.toFixed(2)) {
  return [what, format(result), `${format(goal)} at most`, result <= goal ? 'yes' : '**no**'];
}
