import { styleText } from 'node:util';

/** Whether the terminal shows colors. */
const hasColors = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;

interface Start {
  /** How long the start took, in seconds. */
  seconds: number;
  /** Local Neon's origin. */
  origin: string;
  branch?: string | undefined;
  /** The connection string of the Postgres protocol, if its port is open. */
  postgresUrl?: string | undefined;
  /** The app's URL, if there is an app. */
  appUrl: string | null;
}

/** Returns what the terminal shows when everything is ready. The app's URL comes last. */
export function startMessage({ seconds, origin, branch, postgresUrl, appUrl }: Start): string {
  const rows = [
    ...(branch === undefined ? [] : [['Branch', branch]]),
    ['Mailbox', `${origin}/mailbox`],
    ...(postgresUrl === undefined ? [] : [['Postgres', postgresUrl]]),
    ['Start over', branch === undefined ? 'npm run neon reset' : `npm run neon branch reset ${branch}`],
    ...(appUrl === null ? [] : [['App', appUrl]]),
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(12)}${name === 'App' ? strong(value) : value}`);
  return ['', `Local Neon ready in ${seconds.toFixed(1)} s · ${origin}`, ...lines, ''].join('\n');
}

function strong(text: string): string {
  return hasColors ? styleText(['bold', 'green'], text) : text;
}
