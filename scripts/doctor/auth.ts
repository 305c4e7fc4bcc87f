import { z } from 'zod';
import type { Problem, ValidVariables } from '../../lib/environment/parse';
import { isLoopback } from '../../lib/http/host';
import { TIMEOUTS } from '../../lib/limits';
import { REQUEST_TIMEOUT, requestFailure, runChecks } from './request';
import { failed, ok, type Result, skipped, warning } from './result';

const KEYS = 'Neon Auth keys';
const ORIGIN = 'Trusted origin';
const Jwks = z.object({ keys: z.array(z.object({ kid: z.string() })).min(1) });
export const LOCALHOST = 'http://localhost:3000';

/** Checks the auth server. Returns the ids of its keys, too. After a failure to connect, the other checks are skipped. */
export async function checkAuthServer(
  values: ValidVariables,
  problems: Problem[],
): Promise<{ results: Result[]; keyIds: string[] }> {
  const baseUrl = values.NEON_AUTH_BASE_URL;
  if (!baseUrl) return { results: [skipped('Neon Auth', 'needs a valid NEON_AUTH_BASE_URL')], keyIds: [] };
  const reachable = await checkReachable(baseUrl);
  if (reachable.status === 'failed') return { results: [reachable], keyIds: [] };
  const { result, keyIds } = await checkKeys(baseUrl);
  const isInvalid = problems.some(({ name }) => name === 'APP_URL');
  const origin = isInvalid
    ? [skipped(ORIGIN, 'needs a valid APP_URL')]
    : await runChecks({ [ORIGIN]: () => checkOrigin(baseUrl, values.APP_URL) });
  return { results: [reachable, result, ...origin], keyIds };
}

async function checkReachable(baseUrl: string): Promise<Result> {
  const start = Date.now();
  try {
    const response = await send(`${baseUrl}/ok`);
    const isJson = await response.json().then(
      () => true,
      () => false,
    );
    const milliseconds = Date.now() - start;
    if (!response.ok || !isJson) {
      return failed(
        'Neon Auth',
        `NEON_AUTH_BASE_URL responds with ${isJson ? response.status : `${response.status} and no JSON`}, so it is not the URL of Neon Auth`,
        'Copy the Auth URL: Neon Console, your branch, Auth, Configuration. It ends with /auth.',
      );
    }
    const seconds = (milliseconds / 1_000).toFixed(1);
    if (milliseconds <= TIMEOUTS.authRead.cold)
      return ok('Neon Auth', `responded to the first request within ${seconds} s`);
    return failed(
      'Neon Auth',
      `The first response took ${seconds} s. The app waits at most ${TIMEOUTS.authRead.cold / 1_000} s`,
      'Run the app in the region of your Neon project. Check https://neonstatus.com.',
    );
  } catch (error) {
    return failed(
      'Neon Auth',
      `NEON_AUTH_BASE_URL is unreachable: ${requestFailure(error)}`,
      'Compare it with Neon Console, your branch, Auth, Configuration.',
    );
  }
}

async function checkKeys(baseUrl: string): Promise<{ result: Result; keyIds: string[] }> {
  const url = `${baseUrl}/.well-known/jwks.json`;
  try {
    const keyIds = Jwks.parse(await (await send(url)).json()).keys.map(({ kid }) => kid);
    return { result: ok(KEYS, `${keyIds.length} found`), keyIds };
  } catch {
    const fix = `Open ${url}. If it has no keys, check Neon Console, your branch, Auth.`;
    return { result: failed(KEYS, 'The auth server returned no keys, so the API rejects every JWT', fix), keyIds: [] };
  }
}

/** Checks that Neon Auth accepts the app's address, and in production no other machine's. */
async function checkOrigin(baseUrl: string, appUrl: string | undefined): Promise<Result[]> {
  if (!appUrl) return [skipped(ORIGIN, 'APP_URL is not set. Add every domain of the app to the trusted domains')];
  if (!(await isTrusted(baseUrl, appUrl))) {
    return [
      failed(
        ORIGIN,
        `Neon Auth rejects ${appUrl}, so no form can sign users in`,
        'Add it without a slash at its end: Neon Console, your branch, Auth, Configuration, Domains.',
      ),
    ];
  }
  const results = [ok(ORIGIN, `Neon Auth accepts ${appUrl}`)];
  if (!isLoopback(new URL(appUrl).hostname) && (await isTrusted(baseUrl, LOCALHOST))) {
    results.push(
      warning(
        'Localhost',
        'Neon Auth accepts localhost, which production does not need',
        'Turn off Allow Localhost: Neon Console, your branch, Auth, Configuration.',
      ),
    );
  }
  return results;
}

/** Sends a sign-out that signs no one out. Neon Auth checks the origin of a request with a cookie first. */
async function isTrusted(baseUrl: string, origin: string): Promise<boolean> {
  const headers = { Origin: origin, Cookie: 'doctor=1', 'Content-Type': 'application/json' };
  const response = await send(`${baseUrl}/sign-out`, { method: 'POST', headers, body: '{}' });
  return response.status !== 403;
}

/** Sends a request with the doctor's timeout. Redirects are not followed. */
export function send(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(REQUEST_TIMEOUT) });
}
