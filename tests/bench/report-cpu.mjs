// Preloaded by servers.ts: on SIGUSR2 it prints the CPU time that the process has used, in microseconds.
process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  console.log(`report ${user + system}`);
});
