import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/** The process that holds a folder's lock. */
export interface FolderOwner {
  folder: string;
  pid: number;
}

export type FolderLock =
  | { held: true; release: () => Promise<void> }
  | { held: false; port: number; owner: FolderOwner | null };

/**
 * Locks a data folder by listening on a loopback port derived from the folder's real path. The kernel gives a port to one
 * process and frees it however that process exits, on every platform. A PID file does neither. If the port is in use,
 * returns it with its owner, or with null when an unrelated program uses it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const realPath = realpathSync(folder);
  const port = lockPort(realPath);
  const owner: FolderOwner = { folder: realPath, pid: process.pid };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(JSON.stringify(owner));
  });
  if (await tryListen(server, port)) {
    return { held: true, release: () => new Promise((resolve) => server.close(() => resolve())) };
  }
  return { held: false, port, owner: await readOwner(port, realPath) };
}

/** Stays below every platform's ephemeral port range, so that an outgoing connection can't take the port. */
function lockPort(realPath: string): number {
  return 10_000 + (createHash('sha256').update(realPath).digest().readUInt32BE(0) % 22_000);
}

function tryListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}

/** Reads the owner from the lock's port. Returns null when an unrelated program is listening there. */
function readOwner(port: number, realPath: string): Promise<FolderOwner | null> {
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
        const isOwner = typeof owner === 'object' && owner !== null && 'folder' in owner && 'pid' in owner;
        resolve(isOwner && owner.folder === realPath ? { folder: realPath, pid: Number(owner.pid) } : null);
      } catch {
        resolve(null);
      }
    });
  });
}
