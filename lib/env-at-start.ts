try {
  await import('./env');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Next.js would go on, and answer every request with a 500.
  process.exit(1);
}
