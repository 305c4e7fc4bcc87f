import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { connect } from '../../lib/db/connection';
import { SITE_NAME } from '../../lib/site';
import { expect, test } from '../support/browser-test';
import { lastMessageTo } from '../support/mailbox';
import {
  activateOrganization,
  insertInvitation,
  insertOrganization,
  type Membership,
  membersOf,
} from '../support/organizations';
import { newPerson } from '../support/people';
import { type RawForm, readForm, saidBeside, sendForm } from '../support/raw-form';
import { createUser, signInBrowser, type User } from '../support/users';
import { app } from '../support/worker-app';

/** Unique to each run, because invitations are rate-limited per email address. */
const [newInvitee, pendingInvitee] = [newPerson().email, newPerson().email];

/** Connects when a test runs: the app's address is unknown while Playwright lists the tests. */
const database = () => connect(app.databaseUrl);
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const expectNotice = (page: Page, text: string) => expect(page.getByRole('status').first()).toHaveText(text);
const expectAlert = (page: Page, text: string) =>
  expect(page.getByRole('main').getByRole('alert').first()).toContainText(text);
/** Opens the controls of a member. */
const manage = (page: Page, name: string) => memberRow(page, name).getByText('Manage').click();
const clickButton = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click();
const memberRow = (page: Page, name: string) => section(page, 'Members').getByRole('listitem', { name });
const organizationRow = (page: Page, name: string) =>
  section(page, 'Your organizations').getByRole('listitem').filter({ hasText: name });
const organizationUrl = (id: string) => `${app.url}/organizations/${id}`;

const newUser = (name: string) => createUser(app, { name, isEmailVerified: true });
const newAda = () => newUser('Ada Lovelace');
const newGrace = () => newUser('Grace Hopper');
const endSessions = ({ id }: User) => database()`delete from neon_auth.session where "userId" = ${id}`;

/** Signs the page in as Ada Lovelace, the owner of a new organization. */
async function signInAsOwner(page: Page, organizationName = 'Analytical Engines', otherMembers: Membership[] = []) {
  const owner = await newAda();
  const id = await insertOrganization(app, organizationName, [[owner, 'owner'], ...otherMembers]);
  await signInBrowser(page.context(), app, owner);
  return { owner, id, path: `/organizations/${id}` };
}

/** Opens a page in a browser of its own, signed in as a user. */
async function openPageOf(browser: Browser, user: User): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url });
  await signInBrowser(context, app, user);
  return context.newPage();
}

/** Requests a page without following a redirect. */
function request(path: string, cookie = ''): Promise<Response> {
  return fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
}

/** Returns where a response redirects to, as a path. */
function redirectTarget(response: Response): string {
  const { pathname, search } = new URL(response.headers.get('location') ?? '/', app.url);
  return pathname + search;
}

async function expectRedirectToSignIn(paths: string[], cookie?: string): Promise<void> {
  for (const path of paths) {
    const response = await request(path, cookie);
    expect([response.status, redirectTarget(response)]).toEqual([
      307,
      `/auth/sign-in?next=${encodeURIComponent(path)}`,
    ]);
  }
}

/** Returns the name of the notice that the response redirects to, or null. */
async function noticeOf(response: Promise<Response>): Promise<string | null> {
  return new URL((await response).headers.get('location') ?? '/', app.url).searchParams.get('notice');
}

/** Returns the active organization of each session of a user. */
async function activeOrganizations({ id }: User): Promise<(string | null)[]> {
  const sessions = await database()`select "activeOrganizationId" from neon_auth.session where "userId" = ${id}`;
  return sessions.map(({ activeOrganizationId }) => activeOrganizationId);
}

test.describe('the organizations page', () => {
  test('redirects anonymous visitors to sign in, for the list and for one organization', async () => {
    await expectRedirectToSignIn(['/organizations', `/organizations/${randomUUID()}`]);
  });

  test('is linked from the account and starts empty', async ({ page }) => {
    await signInBrowser(page.context(), app, await newAda());
    await page.goto('/account');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Organizations' }).first().click();
    await expect(page).toHaveTitle(`Organizations · ${SITE_NAME}`);
    await expect(section(page, 'Invitations')).toContainText('No invitations.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
  });

  test('creates an organization from a name and makes it active', async ({ page }) => {
    const user = await newAda();
    await signInBrowser(page.context(), app, user);
    await page.goto('/organizations');
    const name = page.getByLabel('Name');
    await name.fill('  ');
    await clickButton(page, 'Create organization');
    await expect(name).toHaveAccessibleDescription('Enter a name.');
    await name.fill('x'.repeat(101));
    await clickButton(page, 'Create organization');
    await expect(name).toHaveAccessibleDescription('Use at most 100 characters.');
    await expect(name).toHaveValue('x'.repeat(101));

    await name.fill('Café  “Analytical” Engines');
    await clickButton(page, 'Create organization');
    await expectNotice(page, 'Organization created and set as active.');
    await expect(page).toHaveTitle(`Café “Analytical” Engines · ${SITE_NAME}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café “Analytical” Engines');
    await expect(memberRow(page, 'Ada Lovelace')).toContainText(/Ada Lovelace · you.*Owner/);

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Organizations' }).first().click();
    await expect(organizationRow(page, 'Café “Analytical” Engines')).toContainText('Active');
    const [row] = await database()`select o.slug from neon_auth.organization o
      join neon_auth.session s on s."activeOrganizationId" = o.id::text where s."userId" = ${user.id}`;
    expect(row?.slug).toMatch(/^cafe-analytical-engines-[0-9a-f]{8}$/);
  });

  test('accepts a name without Latin letters and a name that is already taken', async () => {
    const user = await newAda();
    const form = await readForm(`${app.url}/organizations`, user.cookie, 'Create organization');
    for (const name of ['組織', '組織'])
      expect(await noticeOf(sendForm(form, [['name', name]]))).toBe('organization-created');
    const organizations = await database()`select o.name from neon_auth.organization o
      join neon_auth.member m on m."organizationId" = o.id where m."userId" = ${user.id}`;
    expect(organizations).toEqual([{ name: '組織' }, { name: '組織' }]);
  });

  test('switches the active organization and shows it immediately', async ({ page }) => {
    const { owner } = await signInAsOwner(page);
    await insertOrganization(app, 'Difference Engines', [[owner, 'member']]);
    await page.goto('/organizations');
    await clickButton(page, 'Make active Analytical Engines');
    await expectNotice(page, 'Active organization changed.');
    await expect(organizationRow(page, 'Analytical Engines')).toContainText('Active');
    await clickButton(page, 'Make active Difference Engines');
    await expect(organizationRow(page, 'Difference Engines')).toContainText('Active');
    await expect(organizationRow(page, 'Analytical Engines')).not.toContainText('Active');
    await page.reload();
    await expect(organizationRow(page, 'Difference Engines')).toContainText('Active');
  });

  test('links each organization to its page', async ({ page }) => {
    const { path } = await signInAsOwner(page);
    await page.goto('/organizations');
    await page.getByRole('link', { name: 'Analytical Engines' }).click();
    await expect(page).toHaveURL(path);
    await expect(page.getByRole('navigation', { name: 'Account' }).locator('[aria-current]')).toHaveText(
      'Organizations',
    );
  });
});

test.describe('an invitation', () => {
  test('is sent by email, shown to the invitee and accepted', async ({ page, browser }) => {
    const invitee = await newGrace();
    const { path } = await signInAsOwner(page);
    await page.goto(path);
    await page.getByLabel('Email').fill(invitee.email.toUpperCase());
    await page.getByLabel('Role', { exact: true }).selectOption('Admin');
    await clickButton(page, 'Invite');
    await expectNotice(page, 'Invitation sent.');
    const pendingInvitation = section(page, 'Pending invitations').getByRole('listitem', { name: invitee.email });
    await expect(pendingInvitation).toContainText('Admin · invited just now');
    expect(await lastMessageTo(invitee.email, app.neonOrigin)).toMatchObject({ type: 'invitation' });

    const otherPage = await openPageOf(browser, invitee);
    await otherPage.goto('/organizations');
    await expect(section(otherPage, 'Invitations')).toContainText('Analytical Engines · Admin');
    await clickButton(otherPage, 'Accept');
    await expectNotice(otherPage, "You've joined. This is now your active organization.");
    await expect(section(otherPage, 'Invitations')).toContainText('No invitations.');
    await expect(organizationRow(otherPage, 'Analytical Engines')).toContainText('Active');

    await page.reload();
    await expect(memberRow(page, 'Grace Hopper')).toContainText(`Grace Hopper${invitee.email}Admin`);
    await expect(section(page, 'Pending invitations')).toContainText('No pending invitations.');
    await otherPage.context().close();
  });

  test('can be declined', async ({ page }) => {
    const [inviter, invitee] = [await newGrace(), await newAda()];
    const id = await insertOrganization(app, 'Compilers', [[inviter, 'owner']]);
    await insertInvitation(app, id, inviter, invitee.email);
    await signInBrowser(page.context(), app, invitee);
    await page.goto('/organizations');
    await clickButton(page, 'Decline');
    await expectNotice(page, 'Invitation declined.');
    await expect(section(page, 'Invitations')).toContainText('No invitations.');
    expect(await membersOf(app, id)).toEqual(['Grace Hopper: owner']);
  });

  test('cannot be accepted after it is cancelled', async ({ page, browser }) => {
    const invitee = await newGrace();
    const { owner, id, path } = await signInAsOwner(page);
    await insertInvitation(app, id, owner, invitee.email);
    const otherPage = await openPageOf(browser, invitee);
    await otherPage.goto('/organizations');
    await page.goto(path);
    await clickButton(page, 'Cancel');
    await expectNotice(page, 'Invitation cancelled.');
    await expect(section(page, 'Pending invitations')).toContainText('No pending invitations.');
    await clickButton(otherPage, 'Accept');
    await expectNotice(otherPage, 'This invitation is no longer valid.');
    expect(await membersOf(app, id)).toEqual(['Ada Lovelace: owner']);
    await otherPage.context().close();
  });

  test('is hidden from the inviter and the invitee after it expires', async () => {
    const [owner, invitee] = [await newAda(), await newGrace()];
    const id = await insertOrganization(app, 'Compilers', [[owner, 'owner']]);
    await insertInvitation(app, id, owner, invitee.email, '-1 minute');
    expect(await (await request(`/organizations/${id}`, owner.cookie)).text()).toContain('No pending invitations.');
    expect(await (await request('/organizations', invitee.cookie)).text()).toContain('>No invitations.');
  });

  test('requires a verified email address', async () => {
    const [owner, invitee] = [await newAda(), await createUser(app)];
    await insertInvitation(app, await insertOrganization(app, 'Compilers', [[owner, 'owner']]), owner, invitee.email);
    const html = await (await request('/organizations', invitee.cookie)).text();
    expect(html).toMatch(/href="\/auth\/verify-email\?next=\/organizations"[^>]*>Verify your email<\/a>/);
    expect(html).not.toContain('Compilers');
  });

  test('shows a field error for an invalid address, the inviter, a member and an existing invitee', async ({
    page,
  }) => {
    const colleague = await newGrace();
    const { owner, id, path } = await signInAsOwner(page, 'Analytical Engines', [[colleague, 'member']]);
    await insertInvitation(app, id, owner, pendingInvitee);
    await page.goto(path);
    const email = page.getByLabel('Email');
    for (const [address, error] of [
      ['', 'Enter an email address.'],
      ['invalid', 'Enter an email address like name@example.com.'],
      [owner.email.toUpperCase(), "You're already a member."],
      [colleague.email, 'This person is already a member.'],
      [pendingInvitee, 'This email has already been invited.'],
    ] as const) {
      await email.fill(address);
      await page.getByLabel('Role', { exact: true }).selectOption('Admin');
      await clickButton(page, 'Invite');
      await expect(email).toHaveAccessibleDescription(error);
      await expect(email).toHaveValue(address);
      await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');
    }
  });
});

test.describe('members', () => {
  test('have roles: an owner can change any role, an admin only those below owner, and a member none', async ({
    page,
    browser,
  }) => {
    const colleague = await newGrace();
    const { id, path } = await signInAsOwner(page, 'Analytical Engines', [
      [colleague, 'member'],
      [await newUser('Mary Somerville'), 'member'],
    ]);
    const otherPage = await openPageOf(browser, colleague);
    await otherPage.goto(path);
    await expect(memberRow(otherPage, 'Ada Lovelace')).toContainText('Owner');
    await expect(memberRow(otherPage, 'Grace Hopper')).toContainText('· you');
    await expect(otherPage.getByRole('main').getByRole('region')).toHaveCount(2);
    await expect(section(otherPage, 'Members').getByRole('button')).toHaveCount(0);

    await page.goto(path);
    await manage(page, 'Grace Hopper');
    await page.getByLabel('Role of Grace Hopper').selectOption('Admin');
    await memberRow(page, 'Grace Hopper').getByRole('button', { name: 'Change role' }).click();
    await expectNotice(page, 'Role updated.');
    expect(await membersOf(app, id)).toContain('Grace Hopper: admin');

    await otherPage.reload();
    await expect(section(otherPage, 'Rename')).toBeVisible();
    await expect(section(otherPage, 'Delete organization')).toHaveCount(0);
    await expect(memberRow(otherPage, 'Ada Lovelace').getByRole('button')).toHaveCount(0);
    await manage(otherPage, 'Mary Somerville');
    await expect(otherPage.getByLabel('Role of Mary Somerville').getByRole('option')).toHaveText(['Member', 'Admin']);
    await otherPage.getByLabel('Role of Mary Somerville').selectOption('Admin');
    await memberRow(otherPage, 'Mary Somerville').getByRole('button', { name: 'Change role' }).click();
    await expectNotice(otherPage, 'Role updated.');
    expect(await membersOf(app, id)).toContain('Mary Somerville: admin');
    await otherPage.context().close();
  });

  test('can be removed after a confirmation and then lose access to the organization', async ({ page }) => {
    const colleague = await newGrace();
    const { id, path } = await signInAsOwner(page, 'Analytical Engines', [[colleague, 'member']]);
    expect((await request(path, colleague.cookie)).status).toBe(200);
    await page.goto(path);
    await manage(page, 'Grace Hopper');
    const remove = memberRow(page, 'Grace Hopper').getByRole('button', { name: 'Remove' });
    await remove.click();
    await expect(page.getByRole('dialog', { name: 'Remove Grace Hopper?' })).toBeVisible();
    await clickButton(page, 'Cancel');
    await expect(page.getByRole('dialog')).toBeHidden();
    await remove.click();
    await clickButton(page, 'Remove member');
    await expectNotice(page, 'Member removed.');
    expect(await membersOf(app, id)).toEqual(['Ada Lovelace: owner']);
    expect((await request(path, colleague.cookie)).status).toBe(404);
    const list = await (await request('/organizations', colleague.cookie)).text();
    expect(list).toContain('You&#x27;re not in an organization yet.');
  });

  test('who have already been removed cannot be changed, and a notice explains why', async ({ page }) => {
    const colleague = await newGrace();
    const { id, path } = await signInAsOwner(page, 'Analytical Engines', [[colleague, 'member']]);
    await page.goto(path);
    await database()`delete from neon_auth.member where "userId" = ${colleague.id}`;
    await manage(page, 'Grace Hopper');
    await memberRow(page, 'Grace Hopper').getByRole('button', { name: 'Change role' }).click();
    await expectNotice(page, 'This person is no longer a member.');
    await database()`delete from neon_auth.member where "organizationId" = ${id}`;
    await clickButton(page, 'Rename');
    await expectNotice(page, "That organization doesn't exist, or you're not a member.");
    await expect(page).toHaveURL(/\/organizations(\?.*)?$/);
  });

  test('can leave after a confirmation, which clears their active organization', async ({ page }) => {
    const leaving = await newAda();
    const id = await insertOrganization(app, 'Compilers', [
      [await newGrace(), 'owner'],
      [leaving, 'member'],
    ]);
    await activateOrganization(app, leaving, id);
    await signInBrowser(page.context(), app, leaving);
    await page.goto('/organizations');
    await expect(organizationRow(page, 'Compilers')).toContainText('Active');
    await page.getByRole('link', { name: 'Compilers' }).click();
    await clickButton(page, 'Leave organization');
    await expect(page.getByRole('dialog', { name: 'Leave Compilers?' })).toBeVisible();
    await clickButton(page, 'Leave');
    await expectNotice(page, 'You left the organization.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
    expect(await membersOf(app, id)).toEqual(['Grace Hopper: owner']);
    expect(await activeOrganizations(leaving)).toEqual([null]);
  });

  test('always include an owner: the last one can leave only after promoting another member', async ({ page }) => {
    const { id, path } = await signInAsOwner(page, 'Analytical Engines', [[await newGrace(), 'member']]);
    await page.goto(path);
    await expect(section(page, 'Leave')).toContainText(
      "You're the only owner. Make someone else an owner before you leave.",
    );
    await expect(section(page, 'Leave').getByRole('button')).toHaveCount(0);
    await manage(page, 'Ada Lovelace');
    const ownRole = page.getByLabel('Role of Ada Lovelace');
    await ownRole.selectOption('Member');
    await memberRow(page, 'Ada Lovelace').getByRole('button', { name: 'Change role' }).click();
    await expect(ownRole).toHaveAccessibleDescription(
      'An organization needs at least one owner. Make someone else an owner first.',
    );
    expect(await membersOf(app, id)).toContain('Ada Lovelace: owner');

    await manage(page, 'Grace Hopper');
    await page.getByLabel('Role of Grace Hopper').selectOption('Owner');
    await memberRow(page, 'Grace Hopper').getByRole('button', { name: 'Change role' }).click();
    await expectNotice(page, 'Role updated.');
    await clickButton(page, 'Leave organization');
    await clickButton(page, 'Leave');
    await expectNotice(page, 'You left the organization.');
    expect(await membersOf(app, id)).toEqual(['Grace Hopper: owner']);
  });
});

test.describe('an organization', () => {
  test('can be renamed', async ({ page }) => {
    const { path } = await signInAsOwner(page);
    await page.goto(path);
    const name = section(page, 'Rename').getByLabel('Name');
    await name.fill('');
    await clickButton(page, 'Rename');
    await expect(name).toHaveAccessibleDescription('Enter a name.');
    await name.fill('Difference Engines');
    await clickButton(page, 'Rename');
    await expectNotice(page, 'Organization renamed.');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Difference Engines');
  });

  test('is deleted after an owner types its name', async ({ page }) => {
    const { id, path } = await signInAsOwner(page, 'Analytical  Engines');
    await page.goto(path);
    const name = page.getByLabel('Name of the organization');
    await name.fill('Engines');
    await clickButton(page, 'Delete organization');
    await expect(name).toHaveAccessibleDescription("That name doesn't match.");
    expect(await membersOf(app, id)).toHaveLength(1);
    await name.fill('Analytical Engines');
    await clickButton(page, 'Delete organization');
    await expectNotice(page, 'Organization deleted.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
    expect(await database()`select id from neon_auth.organization where id = ${id}`).toEqual([]);
  });

  test('responds with 404 to non-members, whose active organization stays the same', async () => {
    const user = await newAda();
    const id = await insertOrganization(app, 'Compilers', [[await newGrace(), 'owner']]);
    const ownId = await insertOrganization(app, 'Analytical Engines', [[user, 'owner']]);
    await activateOrganization(app, user, ownId);
    for (const segment of [id, id.toUpperCase(), randomUUID(), 'no-id', '%00', `${id}x`]) {
      const response = await request(`/organizations/${segment}`, user.cookie);
      expect([segment, response.status]).toEqual([segment, 404]);
      expect(await response.text()).not.toContain('Compilers');
    }
    expect(await activeOrganizations(user)).toEqual([ownId]);
  });

  test('is found by an uppercase ID', async () => {
    const user = await newAda();
    const id = await insertOrganization(app, 'Analytical Engines', [[user, 'member']]);
    const response = await request(`/organizations/${id.toUpperCase()}`, user.cookie);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/<h1[^>]*>(<bdi>)?Analytical Engines/);
  });
});

/** Returns the form with another sender's cookie and changed hidden fields. */
function forgeForm({ cookie }: { cookie: string }, form: RawForm, hiddenFields: Record<string, string> = {}): RawForm {
  // Without this field the form says for no user that it was rendered, as an attacker would have it.
  const fields = form.hidden.filter(([name]) => name !== 'renderedFor');
  return { ...form, cookie, hidden: fields.map(([name, value]) => [name, hiddenFields[name] ?? value]) };
}

/** The forms of the organization "Engines" that only an owner or an admin has, by the name of their button. */
const OWNER_FORMS: [string, [string, string][]][] = [
  ['Rename', [['name', 'Mine']]],
  [
    'Invite',
    [
      ['email', newInvitee],
      ['role', 'member'],
    ],
  ],
  ['Change role', [['role', 'owner']]],
  ['Remove member', []],
  ['Delete organization', [['name', 'Engines']]],
];

test.describe('a forged form', () => {
  test('from a plain member is rejected with a notice and changes nothing', async () => {
    const [owner, colleague] = [await newAda(), await newGrace()];
    const third = await newUser('Mary Somerville');
    const id = await insertOrganization(app, 'Engines', [
      [owner, 'owner'],
      [colleague, 'member'],
      [third, 'member'],
    ]);
    const invitationId = await insertInvitation(app, id, owner, pendingInvitee);
    const url = `${app.url}/organizations/${id}`;
    for (const [button, fields] of OWNER_FORMS) {
      const form = await readForm(url, owner.cookie, button);
      const notice = await noticeOf(sendForm(forgeForm(colleague, form), fields));
      expect([button, notice]).toEqual([button, 'not-allowed']);
    }
    // Remove dialogs have a Cancel button, too, so this form comes from an organization with no one to remove.
    const otherId = await insertOrganization(app, 'Compilers', [[owner, 'owner']]);
    await insertInvitation(app, otherId, owner, pendingInvitee);
    const cancel = await readForm(`${app.url}/organizations/${otherId}`, owner.cookie, 'Cancel');
    expect(cancel.hidden.map(([name]) => name)).toContain('invitationId');
    const cancellation = forgeForm(colleague, { ...cancel, url }, { organizationId: id, invitationId });
    expect(await noticeOf(sendForm(cancellation, []))).toBe('not-allowed');
    expect(await membersOf(app, id)).toEqual([
      'Ada Lovelace: owner',
      'Grace Hopper: member',
      'Mary Somerville: member',
    ]);
    expect(await database()`select name from neon_auth.organization where id = ${id}`).toEqual([{ name: 'Engines' }]);
    expect(await database()`select status, email from neon_auth.invitation where "organizationId" = ${id}`).toEqual([
      { status: 'pending', email: pendingInvitee },
    ]);
    const page = await (await fetch(`${url}?notice=not-allowed`, { headers: { cookie: colleague.cookie } })).text();
    expect(page).toContain('Your role in this organization doesn&#x27;t allow that.');
  });

  test('from an admin cannot demote or appoint an owner, and the last owner cannot be removed', async () => {
    const [owner, admin] = [await newAda(), await newGrace()];
    const id = await insertOrganization(app, 'Engines', [
      [owner, 'owner'],
      [admin, 'admin'],
    ]);
    const url = `${app.url}/organizations/${id}`;
    const [membership] = await database()`select id from neon_auth.member where "userId" = ${owner.id}`;
    const remove = await readForm(url, owner.cookie, 'Remove member');
    const role = await readForm(url, owner.cookie, 'Change role');
    const leave = await readForm(url, admin.cookie, 'Leave');
    const invite = await readForm(url, admin.cookie, 'Invite');
    const ownerMembership = { memberId: membership?.id };
    expect(await noticeOf(sendForm(forgeForm(admin, remove, ownerMembership), []))).toBe('last-owner');
    expect(await noticeOf(sendForm(forgeForm(owner, remove, ownerMembership), []))).toBe('last-owner');
    expect(await noticeOf(sendForm(forgeForm(owner, leave), []))).toBe('last-owner');
    expect(await noticeOf(sendForm(forgeForm(admin, role, ownerMembership), [['role', 'member']]))).toBe('not-allowed');
    expect(
      await noticeOf(
        sendForm(invite, [
          ['email', newInvitee],
          ['role', 'owner'],
        ]),
      ),
    ).toBe('not-allowed');
    expect(await membersOf(app, id)).toEqual(['Ada Lovelace: owner', 'Grace Hopper: admin']);
  });

  test('from a non-member changes neither the organization nor the active organization', async () => {
    const [owner, stranger] = [await newAda(), await newGrace()];
    const id = await insertOrganization(app, 'Engines', [
      [owner, 'owner'],
      [await newUser('Mary'), 'member'],
    ]);
    const ownId = await insertOrganization(app, 'Compilers', [[stranger, 'owner']]);
    await activateOrganization(app, stranger, ownId);
    const url = `${app.url}/organizations/${id}`;
    for (const [button, fields] of OWNER_FORMS) {
      const form = await readForm(url, owner.cookie, button);
      expect([button, await noticeOf(sendForm(forgeForm(stranger, form), fields))]).toEqual([
        button,
        'organization-gone',
      ]);
    }
    const switchForm = await readForm(`${app.url}/organizations`, owner.cookie, '');
    expect(switchForm.hidden.map(([name]) => name)).toContain('organizationId');
    for (const organizationId of [id, randomUUID(), 'no id', '']) {
      const form = forgeForm(stranger, switchForm, { organizationId });
      expect(await noticeOf(sendForm(form, []))).toBe('organization-gone');
    }
    expect(await membersOf(app, id)).toEqual(['Ada Lovelace: owner', 'Mary: member']);
    expect(await activeOrganizations(stranger)).toEqual([ownId]);
  });

  test('is rejected when its invitation is for another address, already answered or missing', async () => {
    const [owner, invitee, outsider] = [await newAda(), await newGrace(), await newUser('Eve')];
    const id = await insertOrganization(app, 'Engines', [[owner, 'owner']]);
    const inviteeInvitation = await insertInvitation(app, id, owner, invitee.email);
    await insertInvitation(app, id, owner, outsider.email);
    const url = `${app.url}/organizations`;
    for (const [button, error] of [
      ['Accept', 'This invitation is for another email address.'],
      ['Decline', 'This invitation is for another email address.'],
    ] as const) {
      const form = forgeForm(outsider, await readForm(url, outsider.cookie, button), {
        invitationId: inviteeInvitation,
      });
      expect(await (await sendForm(form, [])).text()).toContain(error);
    }
    const accept = await readForm(url, invitee.cookie, 'Accept');
    expect(await noticeOf(sendForm(accept, []))).toBe('invitation-accepted');
    for (const invitationId of [inviteeInvitation, randomUUID(), 'no id', '\u0000']) {
      expect(await noticeOf(sendForm(forgeForm(invitee, accept, { invitationId }), []))).toBe('invitation-gone');
    }
    expect(await membersOf(app, id)).toEqual(['Ada Lovelace: owner', 'Grace Hopper: member']);
  });

  test('with values that no browser sends gets field errors', async () => {
    const owner = await newAda();
    const id = await insertOrganization(app, 'Engines', [
      [owner, 'owner'],
      [await newGrace(), 'member'],
    ]);
    const url = `${app.url}/organizations/${id}`;
    const [create, rename, invite] = [
      await readForm(`${app.url}/organizations`, owner.cookie, 'Create organization'),
      await readForm(url, owner.cookie, 'Rename'),
      await readForm(url, owner.cookie, 'Invite'),
    ];
    for (const form of [create, rename]) {
      for (const value of [new Blob(['x']), 'a\0b', ' \n ', 'x'.repeat(500_000)]) {
        expect(saidBeside(await (await sendForm(form, [['name', value]])).text(), 'name')).toMatch(/\.$/);
      }
      expect(
        saidBeside(
          await (
            await sendForm(form, [
              ['name', 'a'],
              ['name', 'b'],
            ])
          ).text(),
          'name',
        ),
      ).toBe('Enter a name.');
    }
    for (const email of [new Blob(['x']), 'a\0@example.com', `${'x'.repeat(255)}@example.com`]) {
      const response = await sendForm(invite, [
        ['email', email],
        ['role', 'member'],
      ]);
      expect(saidBeside(await response.text(), 'email')).toMatch(/\.$/);
    }
    for (const role of ['god', '', 'owner,admin', new Blob(['owner'])]) {
      const response = await sendForm(invite, [
        ['email', newInvitee],
        ['role', role],
      ]);
      expect(await response.text()).toContain('Choose a role.');
    }
    expect(await database()`select id from neon_auth.invitation where "organizationId" = ${id}`).toEqual([]);
    expect(await database()`select name from neon_auth.organization where id = ${id}`).toEqual([{ name: 'Engines' }]);
  });
});

test.describe('a user whose session has ended', () => {
  test('sees that they are signed out, keeps what they typed, and signs in to return to a form without input', async ({
    page,
  }) => {
    const { owner, path } = await signInAsOwner(page, 'Engines', [[await newGrace(), 'owner']]);
    const list = await page.context().newPage();
    await list.goto('/organizations');
    await page.goto(path);
    await endSessions(owner);
    await list.getByLabel('Name').fill('Difference Engines');
    await clickButton(list, 'Create organization');
    await expectAlert(list, "You're signed out.");
    await expect(list.getByLabel('Name')).toHaveValue('Difference Engines');

    await page.getByLabel('Email').fill(newInvitee);
    await clickButton(page, 'Invite');
    await expectAlert(page, "You're signed out.");
    await expect(page.getByLabel('Email')).toHaveValue(newInvitee);
    await clickButton(page, 'Leave organization');
    await clickButton(page, 'Leave');
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(path)}`);
  });

  test('is redirected to sign in instead of seeing their organizations', async ({ context }) => {
    const owner = await newAda();
    const path = `/organizations/${await insertOrganization(app, 'Engines', [[owner, 'owner']])}`;
    await signInBrowser(context, app, owner);
    // Fills the session cache.
    expect((await context.request.get('/organizations')).status()).toBe(200);
    await endSessions(owner);
    for (const address of ['/organizations', path]) {
      const response = await context.request.get(address);
      expect(response.url()).toBe(`${app.url}/auth/sign-in?next=${encodeURIComponent(address)}`);
    }
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the forms of an organization keep their values after an error, ask for confirmation and redirect with a notice', async ({
    page,
  }) => {
    const owner = await newAda();
    await signInBrowser(page.context(), app, owner);
    await page.goto('/organizations');
    await page.getByLabel('Name').fill('x'.repeat(101));
    await clickButton(page, 'Create organization');
    await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Use at most 100 characters.');
    await expect(page.getByLabel('Name')).toHaveValue('x'.repeat(101));
    await page.getByLabel('Name').fill('Analytical Engines');
    await clickButton(page, 'Create organization');
    await expectNotice(page, 'Organization created and set as active.');
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    await page.getByLabel('Email').fill('invalid');
    await page.getByLabel('Role', { exact: true }).selectOption('Admin');
    await clickButton(page, 'Invite');
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/^Enter an email address like/);
    await expect(page.getByLabel('Email')).toHaveValue('invalid');
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');
    await page.getByLabel('Email').fill(newPerson().email);
    await clickButton(page, 'Invite');
    await expectNotice(page, 'Invitation sent.');
    await section(page, 'Pending invitations').getByRole('button', { name: 'Cancel' }).click();
    await expectNotice(page, 'Invitation cancelled.');

    const colleague = await newGrace();
    await database()`insert into neon_auth.member ("organizationId", "userId", role, "createdAt")
                     values (${id}, ${colleague.id}, 'member', now())`;
    await page.reload();
    await manage(page, 'Ada Lovelace');
    const ownRole = page.getByLabel('Role of Ada Lovelace');
    await ownRole.selectOption('Admin');
    await memberRow(page, 'Ada Lovelace').getByRole('button', { name: 'Change role' }).click();
    await expect(ownRole).toHaveAccessibleDescription(/^An organization needs at least one owner\./);
    await expect(ownRole).toHaveValue('admin');
    const remove = memberRow(page, 'Grace Hopper').getByRole('button', { name: 'Remove' });
    await remove.click();
    await expect(page.getByRole('dialog', { name: 'Remove Grace Hopper?' })).toBeVisible();
    await clickButton(page, 'Cancel');
    await expect(page.getByRole('dialog')).toBeHidden();
    await remove.click();
    await clickButton(page, 'Remove member');
    await expectNotice(page, 'Member removed.');
    expect(await membersOf(app, id)).toEqual(['Ada Lovelace: owner']);

    await page.getByLabel('Name of the organization').fill('Engines');
    await clickButton(page, 'Delete organization');
    await expect(page.getByLabel('Name of the organization')).toHaveAccessibleDescription("That name doesn't match.");
    await expect(page.getByLabel('Name of the organization')).toHaveValue('Engines');
    await page.getByLabel('Name of the organization').fill('Analytical Engines');
    await clickButton(page, 'Delete organization');
    await expectNotice(page, 'Organization deleted.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
  });

  test('a user whose session has ended keeps what they typed, and is redirected to sign in by a form without input', async ({
    page,
  }) => {
    const { owner, id, path } = await signInAsOwner(page, 'Engines', [[await newGrace(), 'owner']]);
    const leave = await readForm(organizationUrl(id), owner.cookie, 'Leave');
    const create = await readForm(`${app.url}/organizations`, owner.cookie, 'Create organization');
    await page.goto(path);
    await endSessions(owner);
    await page.getByLabel('Email').fill(newInvitee);
    await page.getByLabel('Role', { exact: true }).selectOption('Admin');
    await clickButton(page, 'Invite');
    await expectAlert(page, "You're signed out.");
    await expect(page.getByLabel('Email')).toHaveValue(newInvitee);
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');

    const html = await (await sendForm(create, [['name', 'Difference Engines']])).text();
    expect(html).toContain('You&#x27;re signed out.');
    expect(html).toMatch(/<input[^>]* value="Difference Engines"/);
    expect(redirectTarget(await sendForm(leave, []))).toBe(`/auth/sign-in?next=${encodeURIComponent(path)}`);
  });
});
