import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ImageResponse } from 'next/og';
import { createElement } from 'react';

/** Writes the icons of a product: its first letter in a circle. @param color in CSS, with enough contrast to white */
export async function writeIcons(root: string, name: string, color: string): Promise<void> {
  const letter = escapeXml([...name][0]?.toUpperCase() ?? '');
  const file = (icon: string) => path.join(root, 'app', icon);
  const text = `<text x="16" y="21.5" font-family="system-ui, sans-serif" font-size="15" font-weight="600" text-anchor="middle" fill="#fff">${letter}</text>`;
  writeFileSync(
    file('icon.svg'),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>${escapeXml(name)}</title><circle cx="16" cy="16" r="14" fill="${color}"/>${text}</svg>\n`,
  );
  writeFileSync(file('apple-icon.png'), await drawPng(letter, color, 180));
  writeFileSync(file('favicon.ico'), toIco(await drawPng(letter, color, 32), 32));
}

async function drawPng(letter: string, color: string, size: number): Promise<Buffer> {
  const style = {
    ...{ display: 'flex', alignItems: 'center', justifyContent: 'center', width: '100%', height: '100%' },
    ...{ background: color, color: '#fff', fontSize: size * 0.6 },
  };
  const image = new ImageResponse(createElement('div', { style }, letter), { width: size, height: size });
  return Buffer.from(await image.arrayBuffer());
}

/** Wraps a PNG as an icon file with one image: a header of 6 bytes, an entry of 16, then the PNG. */
function toIco(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.writeUInt8(size, 6);
  header.writeUInt8(size, 7);
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
