import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Imports packages by their URLs, because code without a file can't import them by name. */
const packages: Plugin = {
  name: 'packages',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || path.startsWith('node:') || pluginData === packages) return;
      const resolved = await resolve(path, { kind, resolveDir, pluginData: packages });
      return { path: pathToFileURL(resolved.path).href, external: true };
    });
  },
};

/**
 * Returns the code of a thread: a TypeScript file with what it imports of this project, as JavaScript in a `data:` URL. Node.js 20
 * threads don't inherit tsx, and to register it in each takes five times as long.
 */
export async function compileWorker(file: URL): Promise<URL> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20' },
    plugins: [packages],
    // Its files are beside it.
    define: { 'import.meta.url': JSON.stringify(file.href) },
  });
  return new URL(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`);
}
