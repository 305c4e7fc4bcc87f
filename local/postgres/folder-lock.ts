import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/** Who holds a folder. */
export interface FolderOwner {
  folder: string;
  pid: number;
}

export type FolderLock =
  | { held: true; release: () => Promise<void> }
  | { held: false; port: number; owner: FolderOwner | null };

/**
 * Takes the one lock of a data folder: a loopback port whose number comes from the folder's real path. The kernel gives
 * a listening port to one process only and takes it back however that process ends, on every system alike; a file with
 * a process id in it can do neither. Whoever is refused is told who holds the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const real = realpathSync(folder);
  const port = lockPort(real);
  const owner: FolderOwner = { folder: real, pid: process.pid };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(JSON.stringify(owner));
  });
  if (await listens(server, port)) {
    return { held: true, release: () => new Promise((resolve) => server.close(() => resolve())) };
  }
  return { held: false, port, owner: await askOwner(port, real) };
}

/** Below every system's range for outgoing connections, so that none of those takes it by chance. */
function lockPort(real: string): number {
  return 10_000 + (createHash('sha256').update(real).digest().readUInt32BE(0) % 22_000);
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}

/** Null when something else listens there. */
function askOwner(port: number, real: string): Promise<FolderOwner | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (data) => {
      text += data.toString();
      if (text.length > 10_000) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      try {
        const owner: unknown = JSON.parse(text);
        const known = typeof owner === 'object' && owner !== null && 'folder' in owner && 'pid' in owner;
        resolve(known && owner.folder === real ? { folder: real, pid: Number(owner.pid) } : null);
      } catch {
        resolve(null);
      }
    });
  });
}
