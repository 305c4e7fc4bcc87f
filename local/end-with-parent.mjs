// Loaded before a command that run.ts starts: the command ends when run.ts does, however that ended.
if (process.env.ENDS_WITH === String(process.ppid)) {
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}
