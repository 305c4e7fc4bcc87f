// Preloaded into the command that dev.ts starts, so that the command exits even when dev.ts is killed.
if (process.env.RUNNER_PID === String(process.ppid)) {
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}
