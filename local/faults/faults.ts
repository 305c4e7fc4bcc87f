import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { sendJson } from '../http';
import { errorBody } from '../sql-over-http/errors';
import { DEFAULT_SETTINGS, FaultSettings } from './settings';

/** Postgres errors, with the status that Neon returns: 500 if Postgres refuses the connection, 400 if a statement fails. */
const SQL_ERRORS = {
  'too-many-connections': { status: 500, severity: 'FATAL', code: '53300', message: 'sorry, too many clients already' },
  'serialization-failure': {
    status: 400,
    severity: 'ERROR',
    code: '40001',
    message: 'could not serialize access due to concurrent update',
  },
};

/** Injects faults into the services, for tests. */
export class Faults {
  readonly defaults: FaultSettings;
  #settings: FaultSettings;

  constructor(webhookUrl: string | null) {
    this.defaults = { ...DEFAULT_SETTINGS, webhookUrl };
    this.#settings = this.defaults;
  }

  get settings(): FaultSettings {
    return this.#settings;
  }

  /** Merges `changes` into the settings. Returns false and changes nothing if a name or value is invalid. */
  update(changes: unknown): boolean {
    const isObject = typeof changes === 'object' && changes !== null;
    const parsed = FaultSettings.safeParse(isObject ? { ...this.#settings, ...changes } : null);
    if (parsed.success) this.#settings = parsed.data;
    return parsed.success;
  }

  reset(): void {
    this.#settings = this.defaults;
  }

  /** Applies the current fault of a service. Returns true if the fault has ended the response. */
  async inject(service: 'auth' | 'sql', response: ServerResponse, path = ''): Promise<boolean> {
    const { authPath } = this.#settings;
    if (service === 'auth' && authPath !== null && !path.endsWith(authPath)) return false;
    const fault = this.#settings[service];
    switch (fault) {
      case null:
        return false;
      case 'slow':
        await delay(this.#settings.slowMs);
        return false;
      case 'error':
        response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"Internal Server Error"}');
        return true;
      case 'html':
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Maintenance</title>');
        return true;
      case 'garbage':
        response.socket?.end('\u0000\u0001 this is not HTTP \u0002\r\n\r\n');
        return true;
      case 'drop':
        response.socket?.destroy();
        return true;
      case 'lose':
        discardResponse(response);
        return false;
      case 'too-many-connections':
      case 'serialization-failure':
        sendJson(response, SQL_ERRORS[fault].status, errorBody(SQL_ERRORS[fault]));
        return true;
    }
  }
}

/** Lets the request run, but closes the connection instead of responding. */
function discardResponse(response: ServerResponse): void {
  response.on('error', () => {});
  response.writeHead = () => response.destroy();
}
