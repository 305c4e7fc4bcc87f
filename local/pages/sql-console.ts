import { parseCommandTag, type QueryResult } from '../postgres/engine';
import { type Outcome, placeOf } from '../sql-console/run-sql';
import type { Table } from '../sql-console/tables';
import { type Html, html } from './html';
import { type Overview, page } from './layout';

const MAX_ROWS = 200;
const MAX_CHARACTERS = 1_000;

/** What the SQL console shows. */
export interface Console {
  tables: readonly Table[];
  /** The table that is open. */
  table?: Table | undefined;
  sql: string;
  outcome?: Outcome | undefined;
}

/** Renders the SQL console. */
export function sqlConsolePage(overview: Overview, { tables, table, sql, outcome }: Console): Html {
  const hasError = outcome?.kind === 'error';
  return page({
    ...{ title: 'SQL', tab: '/console', overview },
    main: html`<div class="console">
      <div>
        <form method="post" action="/console">
          <label for="sql" class="label">One statement, as <code>neondb_owner</code>. It can read and write everything.</label>
          <textarea id="sql" name="sql" rows="5" required spellcheck="false" autocapitalize="none" autocomplete="off"
            aria-describedby="sql-hint${hasError && ' error'}"${hasError && html` aria-invalid="true"`}>
${sql}</textarea>
          <p class="actions"><button class="button">Run</button> <span id="sql-hint" class="muted keyboard-hint">Ctrl+Enter runs it</span></p>
        </form>
        ${table && html`<p class="columns">${table.columns.map(({ name, type }) => html`<span><code>${name}</code> ${type}</span> `)}</p>`}
        ${outcome && (outcome.kind === 'error' ? errorMessage(outcome.error, sql) : resultTable(outcome.result, outcome.milliseconds))}
      </div>
      <nav aria-label="Tables">${tableList(tables, table)}</nav>
    </div>`,
  });
}

function tableList(tables: readonly Table[], current: Table | undefined): Html {
  if (tables.length === 0) return html`<h2>Tables</h2><p class="muted">No tables yet.</p>`;
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  return html`${schemas.map(
    (schema) => html`<h2>${schema}</h2>
      <ul>${tables
        .filter((table) => table.schema === schema)
        .map(
          (table) =>
            html`<li><a href="/console?${new URLSearchParams({ table: table.reference }).toString()}"${table === current && html` aria-current="true"`}>${table.name}</a></li>`,
        )}</ul>`,
  )}`;
}

function resultTable(result: QueryResult, milliseconds: number): Html {
  const { fields, rows, tag } = result;
  const { command, rowCount } = parseCommandTag(tag);
  const took = `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  const count = rowCount === null ? '' : ` · ${rowCount} ${rowCount === 1 ? 'row' : 'rows'}`;
  return html`<section aria-labelledby="result" class="result">
    <h2 id="result">${command || 'Done'}${count} · ${took}</h2>
    ${rows.length > MAX_ROWS && html`<p class="muted">The first ${MAX_ROWS} of ${rows.length} rows.</p>`}
    ${
      fields.length > 0 &&
      html`<div class="scroll" tabindex="0" role="region" aria-label="Rows"><table>
        <thead><tr>${fields.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${rows.slice(0, MAX_ROWS).map((row) => html`<tr>${row.map((value) => html`<td>${cell(value)}</td>`)}</tr>`)}</tbody>
      </table></div>`
    }
  </section>`;
}

function cell(value: string | null): Html | string {
  if (value === null) return html`<span class="null">null</span>`;
  return value.length > MAX_CHARACTERS ? `${value.slice(0, MAX_CHARACTERS)}…` : value;
}

function errorMessage(error: Extract<Outcome, { kind: 'error' }>['error'], sql: string): Html {
  const { message, code, detail, hint, position } = error;
  const place = position === undefined ? null : placeOf(sql, Number(position));
  return html`<section id="error" class="error" role="alert">
    <h2>${message}</h2>
    ${code && html`<p>Code <code>${code}</code>${place && ` · line ${place.line}, column ${place.column}`}</p>`}
    ${place && html`<pre>${place.text}\n${' '.repeat(place.column - 1)}^</pre>`}
    ${detail && html`<p>${detail}</p>`}
    ${hint && html`<p>Hint: ${hint}</p>`}
  </section>`;
}
