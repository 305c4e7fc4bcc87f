import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/** The parts of GitHub's workflow syntax that this project uses. Anything else is an error, such as a misspelled key. */
const Permissions = z.partialRecord(z.enum(['contents', 'pull-requests']), z.enum(['read', 'write']));
const Step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
});
const Job = z.strictObject({
  if: z.string().optional(),
  needs: z.string().optional(),
  'runs-on': z.literal('ubuntu-latest'),
  'timeout-minutes': z.number().max(30),
  permissions: Permissions.optional(),
  strategy: z.object({ matrix: z.record(z.string(), z.array(z.unknown())) }).optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  steps: z.array(Step),
});
const Workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: Permissions,
  concurrency: z.object({ group: z.string() }).optional(),
  env: z.record(z.string(), z.string()).optional(),
  jobs: z.record(z.string(), Job),
});
type Workflow = z.infer<typeof Workflow>;

const FOLDER = '.github/workflows';
const FILES = readdirSync(FOLDER).map((name) => {
  const source = readFileSync(`${FOLDER}/${name}`, 'utf8');
  return { name, source, workflow: Workflow.parse(parse(source)) };
});
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));

function workflow(name: string): Workflow {
  const file = FILES.find((candidate) => candidate.name === name);
  if (!file) throw new Error(`No workflow ${name}`);
  return file.workflow;
}

function stepsOf({ jobs }: Workflow) {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

describe.each(FILES)('$name', ({ source, workflow: { jobs, permissions, ...rest } }) => {
  test('pins every action to a full commit hash, with its version in a comment', () => {
    const uses = source.match(/uses: .*/g) ?? [];
    expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('may read the repository at most, except the job that comments', () => {
    expect(Object.keys(permissions).filter((scope) => scope !== 'contents')).toEqual([]);
    const writers = Object.entries(jobs).filter(([, job]) => Object.values(job.permissions ?? {}).includes('write'));
    expect(writers.map(([name]) => name).filter((name) => name !== 'comment')).toEqual([]);
  });

  test('runs only npm scripts and files that exist', () => {
    const commands = stepsOf({ jobs, permissions, ...rest }).flatMap(({ run = '' }) => run);
    const named = commands.flatMap((run) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const files = commands.flatMap((run) => [...run.matchAll(/(?:^|\s)(\.ci\/[\w-]+)/g)].map(([, file = '']) => file));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('has commands that Bash can parse, and that contain no expression of a visitor', () => {
    for (const { run } of stepsOf({ jobs, permissions, ...rest })) {
      if (!run) continue;
      execFileSync('bash', ['-n', '-c', run.replace(/\$\{\{.*?\}\}/g, 'x')]);
      // Expressions are replaced before Bash runs: a title or branch name could contain commands.
      const expressions = [...run.matchAll(/\$\{\{ *(.*?) *\}\}/g)].map(([, expression = '']) => expression);
      expect(expressions.filter((expression) => !expression.startsWith('matrix.'))).toEqual([]);
    }
  });

  test('refers only to steps and jobs that exist', () => {
    const references = [...source.matchAll(/steps\.([\w-]+)\.outputs/g)].map(([, id = '']) => id);
    const ids = stepsOf({ jobs, permissions, ...rest }).map(({ id }) => id);
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
    for (const { needs } of Object.values(jobs)) expect(needs === undefined || needs in jobs).toBe(true);
  });
});

/** The inputs and outputs of Neon's actions at the pinned commits. */
const CREATE = {
  inputs: ['project_id', 'api_key', 'branch_name', 'expires_at', 'get_auth_url'],
  outputs: ['db_url', 'db_url_pooled', 'db_host_pooled', 'branch_id', 'auth_url'],
};

describe('a Neon branch', () => {
  test.each(['neon-branch.yml', 'neon-contract.yml'])(
    'is created with an expiry and its own auth URL, and is deleted under the same name: %s',
    (name) => {
      const steps = stepsOf(workflow(name));
      const create = steps.find(({ uses }) => uses?.startsWith('neondatabase/create-branch-action@'));
      expect(Object.keys(create?.with ?? {})).toEqual(CREATE.inputs);
      expect(create?.with).toMatchObject({ expires_at: expect.stringContaining('expiry'), get_auth_url: true });
      const remove = steps.find(({ uses }) => uses?.startsWith('neondatabase/delete-branch-action@'));
      expect(remove?.with).toEqual({
        project_id: create?.with?.project_id,
        api_key: create?.with?.api_key,
        branch: create?.with?.branch_name,
      });
      const source = readFileSync(`${FOLDER}/${name}`, 'utf8');
      const outputs = [...source.matchAll(/steps\.branch\.outputs\.(\w+)/g)].map(([, output = '']) => output);
      expect(outputs.filter((output) => !CREATE.outputs.includes(output))).toEqual([]);
    },
  );

  test('of a pull request is deleted when it closes, and never created for a fork', () => {
    const { on, jobs } = workflow('neon-branch.yml');
    expect(on).toEqual({ pull_request: { types: ['opened', 'reopened', 'synchronize', 'closed'] } });
    expect(jobs.delete?.if).toContain("github.event.action == 'closed'");
    expect(jobs.check?.if).toContain("github.event.action != 'closed'");
    for (const job of [jobs.check, jobs.delete]) {
      expect(job?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
      expect(job?.if).toContain("vars.NEON_PROJECT_ID != ''");
    }
  });

  test.each([
    ['drizzle/0009_next.sql\napp/page.tsx', 'drizzle/0009_next.sql '],
    ['app/page.tsx', 'none'],
  ])('of a pull request is commented with its addresses and migrations: %j', (changed, migrations) => {
    const [step] = workflow('neon-branch.yml').jobs.comment?.steps ?? [];
    const folder = mkdtempSync(path.join(tmpdir(), 'workflow-'));
    // `gh pr diff` lists the changed files, and `gh pr comment` gets the file with the comment.
    writeFileSync(path.join(folder, 'gh'), '#!/bin/sh\n[ "$2" = diff ] && echo "$CHANGED"; exit 0\n', { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH}`, CHANGED: changed, NUMBER: '7', PROJECT: 'p', BRANCH_ID: 'br' };
    const addresses = {
      BRANCH: 'preview/pr-7',
      DATABASE_HOST: 'ep-a.neon.tech',
      AUTH_URL: 'https://ep-a.neonauth/auth',
    };
    execFileSync('bash', ['-e', '-c', step?.run ?? ''], { cwd: folder, env: { ...process.env, ...env, ...addresses } });
    expect(readFileSync(path.join(folder, 'comment.md'), 'utf8')).toBe(
      [
        'Neon branch [`preview/pr-7`](https://console.neon.tech/app/projects/p/branches/br)\n',
        '- Database host: `ep-a.neon.tech`',
        '- Neon Auth: https://ep-a.neonauth/auth',
        `- Migrations in this pull request: ${migrations}\n`,
      ].join('\n'),
    );
    rmSync(folder, { recursive: true });
  });

  test('of the night is used only if there is a key, and is deleted after a failure, too', () => {
    const steps = workflow('neon-contract.yml').jobs.contract?.steps ?? [];
    expect(steps.filter((step) => !step.if?.includes("env.HAS_KEY == 'true'"))).toEqual([]);
    expect(steps.at(-1)?.if).toContain('always()');
  });
});
