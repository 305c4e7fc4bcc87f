import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const SKILLS = readdirSync('.claude/skills').map((name) => ({
  name,
  text: readFileSync(`.claude/skills/${name}/SKILL.md`, 'utf8'),
}));

const McpFile = z.object({
  mcpServers: z.record(
    z.string(),
    z.union([
      z.strictObject({ command: z.string(), args: z.array(z.string()) }),
      z.strictObject({ type: z.literal('http'), url: z.url({ protocol: /^https$/ }) }),
    ]),
  ),
});
const Settings = z.object({
  enabledMcpjsonServers: z.array(z.string()),
  disabledMcpjsonServers: z.array(z.string()),
});

test('AGENTS.md is short, and CLAUDE.md imports it', () => {
  expect(readFileSync('AGENTS.md', 'utf8').split('\n').length).toBeLessThanOrEqual(60);
  expect(readFileSync('CLAUDE.md', 'utf8').trim()).toBe('@AGENTS.md');
});

test('every recipe in the documentation has a skill, and every link of a skill works', () => {
  const [, recipes = ''] = readFileSync('docs/README.md', 'utf8').split('## Recipes\n');
  const pages = [...(recipes.split('\n## ')[0] ?? '').matchAll(/\((\w[\w-]+)\.md\)/g)].map(([, page]) => page);
  expect(pages.length).toBeGreaterThan(3);
  expect(SKILLS.map(({ name }) => name)).toEqual(expect.arrayContaining(pages));
  const links = SKILLS.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => path.join('.claude/skills', name, link)),
  );
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test.each(SKILLS)('the skill $name says what it does and when to use it', ({ name, text }) => {
  expect(text).toMatch(new RegExp(`^---\nname: ${name}\ndescription: [A-Z].{20,200}\\.\n---\n\n`));
});

test('MCP servers have exact versions and no keys, and those that need an account are off', () => {
  const { mcpServers } = McpFile.parse(JSON.parse(readFileSync('.mcp.json', 'utf8')));
  const { enabledMcpjsonServers, disabledMcpjsonServers } = Settings.parse(
    JSON.parse(readFileSync('.claude/settings.json', 'utf8')),
  );
  expect([...enabledMcpjsonServers, ...disabledMcpjsonServers].toSorted()).toEqual(Object.keys(mcpServers).toSorted());
  for (const [name, server] of Object.entries(mcpServers)) {
    const needsAccount = 'url' in server;
    expect([name, disabledMcpjsonServers.includes(name)]).toEqual([name, needsAccount]);
    if ('args' in server) expect(server.args.at(-1)).toMatch(/@\d+\.\d+\.\d+$/);
  }
});
