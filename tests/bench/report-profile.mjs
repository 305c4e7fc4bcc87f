// Preloaded by profile.ts: on SIGUSR2 it starts to sample the process, and on the next one it prints the time of each script.
import { Session } from 'node:inspector';

const session = new Session();
session.connect();
session.post('Profiler.enable');
let isRunning = false;

process.on('SIGUSR2', () => {
  if (isRunning) session.post('Profiler.stop', (_error, { profile }) => print(timesOf(profile)));
  else session.post('Profiler.start', () => print({}));
  isRunning = !isRunning;
});

/** Adds up the samples, in microseconds, by the URL of the script, or by the name of what has none. */
function timesOf({ nodes, samples, timeDeltas }) {
  const scripts = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.url || callFrame.functionName]));
  const times = {};
  for (const [index, id] of samples.entries()) {
    const script = scripts.get(id);
    times[script] = (times[script] ?? 0) + timeDeltas[index];
  }
  return times;
}

function print(times) {
  console.log(`report ${JSON.stringify(times)}`);
}
