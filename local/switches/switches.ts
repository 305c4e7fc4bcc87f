import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { sendJson } from '../http';

/** How a service misbehaves: after a delay, with a 500, with a page, with bytes that are no HTTP, by hanging up before the work, or after it. */
export const FAULTS = ['slow', 'error', 'html', 'garbage', 'drop', 'lose'] as const;

/** What Postgres says when it cannot do what it was asked, in Neon's form. */
const REFUSALS = {
  'too-many-connections': { severity: 'FATAL', code: '53300', message: 'sorry, too many clients already' },
  'serialization-failure': {
    severity: 'ERROR',
    code: '40001',
    message: 'could not serialize access due to concurrent update',
  },
};
export const SQL_FAULTS = [...FAULTS, 'too-many-connections', 'serialization-failure'] as const;

/** By what an email address is verified, where it must be. */
export const VERIFICATIONS = ['code', 'link'] as const;

const Settings = z.strictObject({
  auth: z.enum(FAULTS).nullable(),
  sql: z.enum(SQL_FAULTS).nullable(),
  /** How the path ends of the only calls to Neon Auth that misbehave; all do where it is null. */
  authPath: z.string().nullable(),
  /** What `slow` waits, in milliseconds, before it answers as always. */
  slowMs: z.int().min(0).max(60_000),
  /** Whether each answer to `get-session` sets the session cookie again, as when a refresh is due. */
  refreshAlways: z.boolean(),
  /** Whether Neon Auth limits how often it is asked. */
  rateLimited: z.boolean(),
  /** How an email address must be verified before its user may sign in, if at all. */
  requireVerification: z.enum(VERIFICATIONS).nullable(),
  /** Where webhooks are sent. */
  webhookUrl: z.url().nullable(),
});
export type Settings = z.infer<typeof Settings>;

const OFF: Settings = {
  auth: null,
  sql: null,
  authPath: null,
  slowMs: 10_000,
  refreshAlways: false,
  rateLimited: false,
  requireVerification: null,
  webhookUrl: process.env.NEON_LOCAL_WEBHOOK_URL || null,
};

/** For tests: makes a service misbehave, and counts what it is asked. All is off until somebody asks for it. */
export class Switches {
  #settings = OFF;
  #calls = new Map<string, number>();

  get settings(): Settings {
    return this.#settings;
  }

  /** Sets what is named and leaves the rest. @returns null, with nothing set, when something is no switch */
  change(change: unknown): Settings | null {
    const isObject = typeof change === 'object' && change !== null;
    const parsed = Settings.safeParse(isObject ? { ...this.#settings, ...change } : null);
    if (!parsed.success) return null;
    this.#settings = parsed.data;
    return this.#settings;
  }

  turnOff(): void {
    this.#settings = OFF;
  }

  count(call: string): void {
    this.#calls.set(call, (this.#calls.get(call) ?? 0) + 1);
  }

  /** How often each `METHOD /path` was called since the last reset. */
  calls(): Record<string, number> {
    return Object.fromEntries(this.#calls);
  }

  resetCalls(): void {
    this.#calls.clear();
  }

  /** Answers in the service's place when its switch says so. @returns whether it did */
  async misbehave(service: 'auth' | 'sql', response: ServerResponse, path = ''): Promise<boolean> {
    const { authPath } = this.#settings;
    if (service === 'auth' && authPath !== null && !path.endsWith(authPath)) return false;
    const fault = this.#settings[service];
    switch (fault) {
      case null:
        return false;
      case 'slow':
        await wait(this.#settings.slowMs);
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
        loseAnswer(response);
        return false;
      case 'too-many-connections':
      case 'serialization-failure':
        sendJson(response, 400, REFUSALS[fault]);
        return true;
    }
  }
}

/** The work is done then, and its asker never hears of it. */
function loseAnswer(response: ServerResponse): void {
  response.on('error', () => {});
  response.writeHead = () => response.destroy();
}
