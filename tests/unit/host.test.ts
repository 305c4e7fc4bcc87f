import { expect, test } from 'vitest';
import { isLoopback, isPublicName, normalizeHost } from '@/lib/http/host';

test.each([
  ['App.Example', 'app.example'],
  ['app.example:443', 'app.example'],
  ['app.example:80', 'app.example'],
  ['app.example.', 'app.example'],
  ['app.example.:443', 'app.example'],
  ['app.example:3000', 'app.example:3000'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['[::1]:3000', '[::1]:3000'],
  ['[0:0:0:0:0:0:0:1]', '[::1]'],
  ['', ''],
  ['user@app.example', 'user@app.example'],
  ['app.example/path', 'app.example/path'],
  ['app.example?x', 'app.example?x'],
  ['app.example#x', 'app.example#x'],
  ['app example', 'app example'],
  ['app.example:x', 'app.example:x'],
])('the host %j is normalized to %j', (host, expected) => {
  expect(normalizeHost(host)).toBe(expected);
});

test('loopback names are the addresses of this machine', () => {
  for (const name of ['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', '127.0.0.1', '127.1.2.3', '[::1]'])
    expect([name, isLoopback(name)]).toEqual([name, true]);
  for (const name of [
    'evillocalhost',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '128.0.0.1',
    '10.0.0.1',
    '[::2]',
    '',
  ])
    expect([name, isLoopback(name)]).toEqual([name, false]);
});

test('a public name is a domain name outside of private networks', () => {
  for (const name of ['app.example', 'www.app.example', 'xn--bcher-kva.example'])
    expect([name, isPublicName(name)]).toEqual([name, true]);
  for (const name of [
    'backend',
    'localhost',
    'app.localhost',
    '10.0.0.7',
    '[::1]',
    'db.internal',
    'printer.local',
    'a b.example',
    'evil.example/x',
    '',
  ])
    expect([name, isPublicName(name)]).toEqual([name, false]);
});
