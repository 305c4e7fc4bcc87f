import { readFileSync } from 'node:fs';
import { z } from 'zod';

interface Stage {
  name: string;
  /** Its instructions, with continued lines joined. */
  lines: string[];
  /** The command of its health check. */
  healthCheck: string[] | undefined;
}

/** Returns the stages of the Dockerfile. */
export function dockerfile(): Stage[] {
  const text = readFileSync('Dockerfile', 'utf8').replace(/\\\n\s*/g, '');
  return text
    .split(/^(?=FROM )/m)
    .slice(1)
    .map((part) => {
      const lines = part.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      const check = /^HEALTHCHECK .*?CMD (\[.*\])$/m.exec(part)?.[1];
      return {
        name: / AS (\w+)$/.exec(lines[0] ?? '')?.[1] ?? '',
        lines,
        healthCheck: check === undefined ? undefined : z.array(z.string()).parse(JSON.parse(check)),
      };
    });
}

/** @throws Error if the Dockerfile has no stage with this name */
export function stage(name: string): Stage {
  const found = dockerfile().find((candidate) => candidate.name === name);
  if (!found) throw new Error(`The Dockerfile has no stage ${name}.`);
  return found;
}
