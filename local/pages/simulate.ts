import { FAULTS, type FaultSettings, SQL_FAULTS, VERIFICATIONS } from '../faults/settings';
import { type Html, html } from './html';

const LABELS: Record<string, string> = {
  slow: 'Slow',
  error: '500 error',
  html: 'HTML page',
  garbage: 'Invalid HTTP',
  drop: 'Drop the request',
  lose: 'Drop the response',
  'too-many-connections': 'Too many connections',
  'serialization-failure': 'Serialization failure',
  code: 'By code',
  link: 'By link',
};

/** Renders the form for all fault settings. A link to `#faults` opens it. @param from the path to return to */
export function simulateForm(settings: FaultSettings, from: string): Html {
  return html`<details class="card simulate" id="simulate">
    <summary>Simulate faults and settings</summary>
    <form id="faults" method="post" action="/faults">
      <input type="hidden" name="from" value="${from}">
      <div class="fields">
        ${field('Neon Auth', select('auth', 'Works', FAULTS, settings.auth))}
        ${field('Only paths ending with', html`<input name="authPath" value="${settings.authPath}" placeholder="/get-session" autocomplete="off" autocapitalize="none" spellcheck="false">`)}
        ${field('SQL over HTTP', select('sql', 'Works', SQL_FAULTS, settings.sql))}
        ${field('Delay of “Slow”, in ms', html`<input name="slowMs" type="number" min="0" max="60000" required value="${settings.slowMs}">`)}
        ${field('Email verification', select('requireVerification', 'Not required', VERIFICATIONS, settings.requireVerification))}
        ${field('Webhook URL', html`<input name="webhookUrl" type="url" value="${settings.webhookUrl}" placeholder="http://localhost:3000/api/webhooks/neon-auth" autocomplete="off">`)}
      </div>
      ${checkbox('rateLimited', 'Apply Neon Auth’s rate limits', settings.rateLimited)}
      ${checkbox('refreshAlways', 'Refresh the session cookie on every get-session', settings.refreshAlways)}
      <p class="actions"><button class="button">Apply</button> <button class="button outline" name="reset" value="all" formnovalidate>Reset all</button></p>
    </form>
  </details>`;
}

/** Renders a warning that lists the settings that differ from their defaults, or nothing. */
export function activeFaults(settings: FaultSettings, defaults: FaultSettings): Html | false {
  const changed = describe(settings, defaults);
  return (
    changed.length > 0 &&
    html`<form method="post" action="/faults" class="warning">
      <p><strong>Simulating</strong> ${changed.join(' · ')}</p>
      <button class="button outline" name="reset" value="all">Reset</button>
    </form>`
  );
}

function describe(settings: FaultSettings, defaults: FaultSettings): string[] {
  const { auth, sql, authPath, slowMs, refreshAlways, rateLimited, requireVerification, webhookUrl } = settings;
  const fault = (service: string, value: string, path: string | null) =>
    `${service}: ${LABELS[value]}${value === 'slow' ? ` (${slowMs} ms)` : ''}${path === null ? '' : ` on …${path}`}`;
  return [
    ...(auth === null ? [] : [fault('Neon Auth', auth, authPath)]),
    ...(sql === null ? [] : [fault('SQL', sql, null)]),
    ...(rateLimited ? ['Rate limits'] : []),
    ...(refreshAlways ? ['Session cookie refresh'] : []),
    ...(requireVerification === null ? [] : [`Email verification: ${LABELS[requireVerification]}`]),
    ...(webhookUrl === defaults.webhookUrl ? [] : [`Webhooks: ${webhookUrl ?? 'off'}`]),
  ];
}

function field(label: string, control: Html): Html {
  return html`<label class="field"><span>${label}</span>${control}</label>`;
}

function checkbox(name: string, label: string, isChecked: boolean): Html {
  return html`<label class="checkbox"><input type="checkbox" name="${name}"${isChecked && html` checked`}> ${label}</label>`;
}

function select(name: string, emptyLabel: string, values: readonly string[], selected: string | null): Html {
  const options = values.map(
    (value) =>
      html`<option value="${value}"${value === selected && html` selected`}>${LABELS[value] ?? value}</option>`,
  );
  return html`<select name="${name}"><option value="">${emptyLabel}</option>${options}</select>`;
}
