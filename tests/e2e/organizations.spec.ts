import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { APP_NAME } from '../../lib/app-name';
import { connect } from '../../lib/db/connection';
import { expect, test } from '../support/browser-test';
import { lastMessageTo } from '../support/mailbox';
import { type Colleague, membersOf, newColleague, newInvitation, newOrganization } from '../support/organizations';
import { newPerson, signUpIn } from '../support/people';
import { type RawForm, readForm, saidBeside, sendForm } from '../support/raw-form';

/** Addresses that no other run invites: there is a limit for each. */
const [friend, invited] = [newPerson().email, newPerson().email];

const app = process.env.TEST_APP_URL ?? '';
const neon = process.env.TEST_NEON_ORIGIN ?? '';
const sql = connect(process.env.TEST_DATABASE_URL ?? '');

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const noticed = (page: Page, words: string) => expect(page.getByRole('status').first()).toHaveText(words);
const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();
const member = (page: Page, name: string) => section(page, 'Members').getByRole('listitem', { name });
const own = (page: Page, name: string) =>
  section(page, 'Your organizations').getByRole('listitem').filter({ hasText: name });

/** Ada, in the browser, and what she owns. */
async function ada(
  page: Page,
  organization = 'Analytical Engines',
  others: [Colleague, 'owner' | 'admin' | 'member'][] = [],
) {
  const owner = await newColleague(app, 'Ada Lovelace', page.context());
  const id = await newOrganization(organization, [[owner, 'owner'], ...others]);
  return { owner, id, path: `/organizations/${id}` };
}

const grace = () => newColleague(app, 'Grace Hopper');

test.describe('the organizations page', () => {
  test('redirects anonymous visitors to sign in, for the list and for one organization', async ({ page }) => {
    await page.goto('/organizations');
    await expect(page).toHaveURL('/auth/sign-in?next=%2Forganizations');
    const path = `/organizations/${randomUUID()}`;
    await page.goto(path);
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(path)}`);
  });

  test('is linked from the account and starts empty', async ({ page }) => {
    await newColleague(app, 'Ada Lovelace', page.context());
    await page.goto('/account');
    await page.getByRole('link', { name: 'Organizations' }).click();
    await expect(page).toHaveTitle(`Organizations · ${APP_NAME}`);
    await expect(section(page, 'Invitations')).toContainText('No invitations.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
  });

  test('creates an organization from a name and makes it active', async ({ page }) => {
    const { id: userId } = await newColleague(app, 'Ada Lovelace', page.context());
    await page.goto('/organizations');
    const name = page.getByLabel('Name');
    await name.fill('  ');
    await press(page, 'Create organization');
    await expect(name).toHaveAccessibleDescription('Enter a name.');
    await name.fill('x'.repeat(101));
    await press(page, 'Create organization');
    await expect(name).toHaveAccessibleDescription('Enter a name of at most 100 characters.');
    await expect(name).toHaveValue('x'.repeat(101));

    await name.fill('Café  “Analytical” Engines');
    await press(page, 'Create organization');
    await noticed(page, 'Organization created and set as active.');
    await expect(page).toHaveTitle(`Café “Analytical” Engines · ${APP_NAME}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Café “Analytical” Engines');
    await expect(member(page, 'Ada Lovelace')).toContainText('Ada Lovelace · youOwner');

    await page.getByRole('link', { name: 'Organizations' }).click();
    await expect(own(page, 'Café “Analytical” Engines')).toContainText('Active');
    const [row] = await sql`select o.slug from neon_auth.organization o
      join neon_auth.session s on s."activeOrganizationId" = o.id::text where s."userId" = ${userId}`;
    expect(row?.slug).toMatch(/^cafe-analytical-engines-[0-9a-f]{8}$/);
  });

  test('accepts a name without Latin letters and a name that is already taken', async ({ page }) => {
    await newColleague(app, 'Ada Lovelace', page.context());
    for (const name of ['組織', '組織']) {
      await page.goto('/organizations');
      await page.getByLabel('Name').fill(name);
      await press(page, 'Create organization');
      await noticed(page, 'Organization created and set as active.');
    }
    await page.goto('/organizations');
    await expect(own(page, '組織')).toHaveCount(2);
  });

  test('switches the active organization and shows it immediately', async ({ page }) => {
    const { owner } = await ada(page);
    await newOrganization('Difference Engines', [[owner, 'member']]);
    await page.goto('/organizations');
    await press(page, 'Make active Analytical Engines');
    await noticed(page, 'Active organization changed.');
    await expect(own(page, 'Analytical Engines')).toContainText('Active');
    await press(page, 'Make active Difference Engines');
    await expect(own(page, 'Difference Engines')).toContainText('Active');
    await expect(own(page, 'Analytical Engines')).not.toContainText('Active');
    await page.reload();
    await expect(own(page, 'Difference Engines')).toContainText('Active');
  });

  test('links each organization to its page', async ({ page }) => {
    const { path } = await ada(page);
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
    const { path } = await ada(page);
    const theirs = await browser.newPage();
    const guest = await newColleague(app, 'Grace Hopper', theirs.context());
    await page.goto(path);
    await page.getByLabel('Email').fill(guest.person.email.toUpperCase());
    await page.getByLabel('Role', { exact: true }).selectOption('Admin');
    await press(page, 'Invite');
    await noticed(page, 'Invitation sent.');
    const pending = section(page, 'Pending invitations').getByRole('listitem', { name: guest.person.email });
    await expect(pending).toContainText('Admin · invited just now');
    expect(await lastMessageTo(guest.person.email, neon)).toMatchObject({ type: 'invitation' });

    await theirs.goto('/organizations');
    await expect(section(theirs, 'Invitations')).toContainText('Analytical Engines · Admin');
    await press(theirs, 'Accept');
    await noticed(theirs, "You've joined. This is now your active organization.");
    await expect(section(theirs, 'Invitations')).toContainText('No invitations.');
    await expect(own(theirs, 'Analytical Engines')).toContainText('Active');

    await page.reload();
    await expect(member(page, 'Grace Hopper')).toContainText(`Grace HopperAdmin${guest.person.email}`);
    await expect(section(page, 'Pending invitations')).toContainText('No pending invitations.');
    await theirs.close();
  });

  test('can be declined', async ({ page }) => {
    const inviter = await grace();
    const id = await newOrganization('Compilers', [[inviter, 'owner']]);
    const { person } = await newColleague(app, 'Ada Lovelace', page.context());
    await newInvitation(id, inviter, person.email);
    await page.goto('/organizations');
    await press(page, 'Decline');
    await noticed(page, 'You declined the invitation.');
    await expect(section(page, 'Invitations')).toContainText('No invitations.');
    expect(await membersOf(id)).toEqual(['Grace Hopper: owner']);
  });

  test('cannot be accepted after it is cancelled', async ({ page, browser }) => {
    const { owner, id, path } = await ada(page);
    const theirs = await browser.newPage();
    const { person } = await newColleague(app, 'Grace Hopper', theirs.context());
    await newInvitation(id, owner, person.email);
    await theirs.goto('/organizations');
    await page.goto(path);
    await press(page, 'Cancel');
    await noticed(page, 'The invitation is cancelled.');
    await expect(section(page, 'Pending invitations')).toContainText('No pending invitations.');
    await press(theirs, 'Accept');
    await noticed(theirs, 'This invitation is no longer valid.');
    expect(await membersOf(id)).toEqual(['Ada Lovelace: owner']);
    await theirs.close();
  });

  test('is hidden from the inviter and the invitee after it expires', async ({ page }) => {
    const { owner, id, path } = await ada(page);
    await newInvitation(id, owner, 'late@example.com', '-1 minute');
    await newInvitation(id, owner, owner.person.email, '-1 minute');
    await page.goto(path);
    await expect(section(page, 'Pending invitations')).toContainText('No pending invitations.');
    await page.goto('/organizations');
    await expect(section(page, 'Invitations')).toContainText('No invitations.');
  });

  test('requires a verified email address', async ({ page }) => {
    await signUpIn(page.context(), app, newPerson());
    await page.goto('/organizations');
    await section(page, 'Invitations').getByRole('link', { name: 'verified' }).click();
    await expect(page).toHaveURL('/auth/verify-email?next=/organizations');
  });

  test('shows a field error for an invalid address, the inviter, a member and an existing invitee', async ({
    page,
  }) => {
    const colleague = await grace();
    const { owner, id, path } = await ada(page, 'Analytical Engines', [[colleague, 'member']]);
    await newInvitation(id, owner, invited);
    await page.goto(path);
    const email = page.getByLabel('Email');
    for (const [address, words] of [
      ['', 'Enter an email address.'],
      ['nobody', 'Enter an email address like name@example.com.'],
      [owner.person.email.toUpperCase(), 'You are a member already.'],
      [colleague.person.email, 'Somebody with this email address is a member already.'],
      [invited, 'This email address is invited already.'],
    ] as const) {
      await email.fill(address);
      await page.getByLabel('Role', { exact: true }).selectOption('Admin');
      await press(page, 'Invite');
      await expect(email).toHaveAccessibleDescription(words);
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
    const theirs = await browser.newPage();
    const colleague = await newColleague(app, 'Grace Hopper', theirs.context());
    const { id, path } = await ada(page, 'Analytical Engines', [
      [colleague, 'member'],
      [await newColleague(app, 'Mary Somerville'), 'member'],
    ]);
    await theirs.goto(path);
    await expect(member(theirs, 'Ada Lovelace')).toContainText('Owner');
    await expect(member(theirs, 'Grace Hopper')).toContainText('· you');
    await expect(theirs.getByRole('main').getByRole('region')).toHaveCount(2);
    await expect(section(theirs, 'Members').getByRole('button')).toHaveCount(0);

    await page.goto(path);
    await page.getByLabel('Role of Grace Hopper').selectOption('Admin');
    await member(page, 'Grace Hopper').getByRole('button', { name: 'Change role' }).click();
    await noticed(page, 'Role updated.');
    expect(await membersOf(id)).toContain('Grace Hopper: admin');

    await theirs.reload();
    await expect(section(theirs, 'Delete organization')).toHaveCount(0);
    await expect(member(theirs, 'Ada Lovelace').getByRole('button')).toHaveCount(0);
    await expect(theirs.getByLabel('Role of Mary Somerville').getByRole('option')).toHaveText(['Member', 'Admin']);
    await theirs.getByLabel('Role of Mary Somerville').selectOption('Admin');
    await member(theirs, 'Mary Somerville').getByRole('button', { name: 'Change role' }).click();
    await noticed(theirs, 'Role updated.');
    expect(await membersOf(id)).toContain('Mary Somerville: admin');
    await theirs.close();
  });

  test('can be removed after a confirmation and then lose access to the organization', async ({ page, browser }) => {
    const theirs = await browser.newPage();
    const colleague = await newColleague(app, 'Grace Hopper', theirs.context());
    const { id, path } = await ada(page, 'Analytical Engines', [[colleague, 'member']]);
    await page.goto(path);
    const remove = member(page, 'Grace Hopper').getByRole('button', { name: 'Remove' });
    await remove.click();
    await expect(page.getByRole('dialog', { name: 'Remove Grace Hopper?' })).toBeVisible();
    await press(page, 'Cancel');
    await expect(page.getByRole('dialog')).toBeHidden();
    await remove.click();
    await press(page, 'Remove member');
    await noticed(page, 'Member removed.');
    expect(await membersOf(id)).toEqual(['Ada Lovelace: owner']);

    expect((await theirs.goto(path))?.status()).toBe(404);
    await theirs.goto('/organizations');
    await expect(section(theirs, 'Your organizations')).toContainText("You're not in an organization yet.");
    await theirs.close();
  });

  test('who have already been removed cannot be changed, and a notice explains why', async ({ page }) => {
    const colleague = await grace();
    const { id, path } = await ada(page, 'Analytical Engines', [[colleague, 'member']]);
    await page.goto(path);
    await sql`delete from neon_auth.member where "userId" = ${colleague.id}`;
    await member(page, 'Grace Hopper').getByRole('button', { name: 'Change role' }).click();
    await noticed(page, 'They had already left.');
    await sql`delete from neon_auth.member where "organizationId" = ${id}`;
    await press(page, 'Rename');
    await noticed(page, "That organization doesn't exist, or you're not a member.");
    await expect(page).toHaveURL(/\/organizations(\?.*)?$/);
  });

  test('can leave after a confirmation, which clears their active organization', async ({ page }) => {
    const leaving = await newColleague(app, 'Ada Lovelace', page.context());
    const id = await newOrganization('Compilers', [
      [await grace(), 'owner'],
      [leaving, 'member'],
    ]);
    await page.goto('/organizations');
    await press(page, 'Make active Compilers');
    await expect(own(page, 'Compilers')).toContainText('Active');
    await page.getByRole('link', { name: 'Compilers' }).click();
    await press(page, 'Leave organization');
    await expect(page.getByRole('dialog', { name: 'Leave Compilers?' })).toBeVisible();
    await press(page, 'Leave');
    await noticed(page, 'You left the organization.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
    expect(await membersOf(id)).toEqual(['Grace Hopper: owner']);
    const sessions = await sql`select "activeOrganizationId" from neon_auth.session where "userId" = ${leaving.id}`;
    expect(sessions).toEqual([{ activeOrganizationId: null }]);
  });

  test('always include an owner: the last one can leave only after promoting another member', async ({ page }) => {
    const { id, path } = await ada(page, 'Analytical Engines', [[await grace(), 'member']]);
    await page.goto(path);
    await expect(section(page, 'Leave')).toContainText('You are its only owner: make somebody else an owner first');
    await expect(section(page, 'Leave').getByRole('button')).toHaveCount(0);
    const ownRole = page.getByLabel('Role of Ada Lovelace');
    await ownRole.selectOption('Member');
    await member(page, 'Ada Lovelace').getByRole('button', { name: 'Change role' }).click();
    await expect(ownRole).toHaveAccessibleDescription(
      'An organization needs at least one owner. Make someone else an owner first.',
    );
    expect(await membersOf(id)).toContain('Ada Lovelace: owner');

    await page.getByLabel('Role of Grace Hopper').selectOption('Owner');
    await member(page, 'Grace Hopper').getByRole('button', { name: 'Change role' }).click();
    await noticed(page, 'Role updated.');
    await press(page, 'Leave organization');
    await press(page, 'Leave');
    await noticed(page, 'You left the organization.');
    expect(await membersOf(id)).toEqual(['Grace Hopper: owner']);
  });
});

test.describe('an organization', () => {
  test('can be renamed', async ({ page }) => {
    const { path } = await ada(page);
    await page.goto(path);
    const name = section(page, 'Rename').getByLabel('Name');
    await name.fill('');
    await press(page, 'Rename');
    await expect(name).toHaveAccessibleDescription('Enter a name.');
    await name.fill('Difference Engines');
    await press(page, 'Rename');
    await noticed(page, 'Organization renamed.');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Difference Engines');
  });

  test('is deleted after an owner types its name', async ({ page }) => {
    const { id, path } = await ada(page, 'Analytical  Engines');
    await page.goto(path);
    const name = page.getByLabel('Name of the organization');
    await name.fill('Engines');
    await press(page, 'Delete organization');
    await expect(name).toHaveAccessibleDescription('This is not its name.');
    expect(await membersOf(id)).toHaveLength(1);
    await name.fill('Analytical Engines');
    await press(page, 'Delete organization');
    await noticed(page, 'The organization is deleted.');
    await expect(section(page, 'Your organizations')).toContainText("You're not in an organization yet.");
    expect(await sql`select id from neon_auth.organization where id = ${id}`).toEqual([]);
  });

  test('responds with 404 to non-members, whose active organization stays the same', async ({ page }) => {
    const id = await newOrganization('Compilers', [[await grace(), 'owner']]);
    await ada(page);
    await page.goto('/organizations');
    await press(page, 'Make active Analytical Engines');
    await noticed(page, 'Active organization changed.');
    for (const address of [id, id.toUpperCase(), randomUUID(), 'no-id', '%00', `${id}x`]) {
      const answer = await page.goto(`/organizations/${address}`);
      expect([address, answer?.status()]).toEqual([address, 404]);
      expect(await answer?.text()).not.toContain('Compilers');
    }
    await page.context().clearCookies({ name: /session_data/ });
    await page.goto('/organizations');
    await expect(own(page, 'Analytical Engines')).toContainText('Active');
  });

  test('is found by an uppercase ID', async ({ page }) => {
    const { id } = await ada(page);
    await page.goto(`/organizations/${id.toUpperCase()}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Analytical Engines');
  });
});

/** A form as somebody else sends it, with some of its hidden fields changed. */
function sentBy({ cookie }: { cookie: string }, form: RawForm, changed: Record<string, string> = {}): RawForm {
  return { ...form, cookie, hidden: form.hidden.map(([name, value]) => [name, changed[name] ?? value]) };
}

const doneBy = async (answer: Promise<Response>) =>
  new URL((await answer).headers.get('location') ?? '/', app).searchParams.get('done');

test.describe('a forged form', () => {
  test('from a plain member is rejected with a notice and changes nothing', async () => {
    const [owner, colleague] = [await newColleague(app, 'Ada Lovelace'), await grace()];
    const third = await newColleague(app, 'Mary Somerville');
    const id = await newOrganization('Engines', [
      [owner, 'owner'],
      [colleague, 'member'],
      [third, 'member'],
    ]);
    const invitationId = await newInvitation(id, owner, invited);
    const url = `${app}/organizations/${id}`;
    const tries: [string, [string, string][]][] = [
      ['Rename', [['name', 'Mine']]],
      [
        'Invite',
        [
          ['email', friend],
          ['role', 'member'],
        ],
      ],
      ['Change role', [['role', 'owner']]],
      ['Remove member', []],
      ['Delete organization', [['name', 'Engines']]],
    ];
    for (const [button, fields] of tries) {
      const form = await readForm(url, owner.cookie, button);
      const done = await doneBy(sendForm(sentBy(colleague, form), fields));
      expect([button, done]).toEqual([button, 'not-allowed']);
    }
    // Remove dialogs have a Cancel button, too, so this form comes from an organization with no one to remove.
    const other = await newOrganization('Compilers', [[owner, 'owner']]);
    await newInvitation(other, owner, invited);
    const cancel = await readForm(`${app}/organizations/${other}`, owner.cookie, 'Cancel');
    expect(cancel.hidden.map(([name]) => name)).toContain('invitationId');
    const cancellation = sentBy(colleague, { ...cancel, url }, { organizationId: id, invitationId });
    expect(await doneBy(sendForm(cancellation, []))).toBe('not-allowed');
    expect(await membersOf(id)).toEqual(['Ada Lovelace: owner', 'Grace Hopper: member', 'Mary Somerville: member']);
    expect(await sql`select name from neon_auth.organization where id = ${id}`).toEqual([{ name: 'Engines' }]);
    expect(await sql`select status, email from neon_auth.invitation where "organizationId" = ${id}`).toEqual([
      { status: 'pending', email: invited },
    ]);
    const page = await (await fetch(`${url}?done=not-allowed`, { headers: { cookie: colleague.cookie } })).text();
    expect(page).toContain('Your role in this organization does not allow that.');
  });

  test('from an admin cannot demote or appoint an owner, and the last owner cannot be removed', async () => {
    const [owner, admin] = [await newColleague(app, 'Ada Lovelace'), await grace()];
    const id = await newOrganization('Engines', [
      [owner, 'owner'],
      [admin, 'admin'],
    ]);
    const url = `${app}/organizations/${id}`;
    const [membership] = await sql`select id from neon_auth.member where "userId" = ${owner.id}`;
    const remove = await readForm(url, owner.cookie, 'Remove member');
    const role = await readForm(url, owner.cookie, 'Change role');
    const leave = await readForm(url, admin.cookie, 'Leave');
    const invite = await readForm(url, admin.cookie, 'Invite');
    const theOwner = { memberId: membership?.id };
    expect(await doneBy(sendForm(sentBy(admin, remove, theOwner), []))).toBe('last-owner');
    expect(await doneBy(sendForm(sentBy(owner, remove, theOwner), []))).toBe('last-owner');
    expect(await doneBy(sendForm(sentBy(owner, leave), []))).toBe('last-owner');
    expect(await doneBy(sendForm(sentBy(admin, role, theOwner), [['role', 'member']]))).toBe('not-allowed');
    expect(
      await doneBy(
        sendForm(invite, [
          ['email', friend],
          ['role', 'owner'],
        ]),
      ),
    ).toBe('not-allowed');
    expect(await membersOf(id)).toEqual(['Ada Lovelace: owner', 'Grace Hopper: admin']);
  });

  test('from a non-member changes neither the organization nor the active organization', async () => {
    const [owner, stranger] = [await newColleague(app, 'Ada Lovelace'), await grace()];
    const id = await newOrganization('Engines', [
      [owner, 'owner'],
      [await newColleague(app, 'Mary'), 'member'],
    ]);
    const theirs = await newOrganization('Compilers', [[stranger, 'owner']]);
    await sql`update neon_auth.session set "activeOrganizationId" = ${theirs} where "userId" = ${stranger.id}`;
    const url = `${app}/organizations/${id}`;
    for (const [button, fields] of [
      ['Rename', [['name', 'Mine']]],
      [
        'Invite',
        [
          ['email', friend],
          ['role', 'member'],
        ],
      ],
      ['Change role', [['role', 'owner']]],
      ['Remove member', []],
      ['Delete organization', [['name', 'Engines']]],
    ] satisfies [string, [string, string][]][]) {
      const form = await readForm(url, owner.cookie, button);
      expect([button, await doneBy(sendForm(sentBy(stranger, form), fields))]).toEqual([button, 'organization-gone']);
    }
    const switching = await readForm(`${app}/organizations`, owner.cookie, '');
    expect(switching.hidden.map(([name]) => name)).toContain('organizationId');
    for (const organizationId of [id, randomUUID(), 'no id', '']) {
      const form = sentBy(stranger, switching, { organizationId });
      expect(await doneBy(sendForm(form, []))).toBe('organization-gone');
    }
    expect(await membersOf(id)).toEqual(['Ada Lovelace: owner', 'Mary: member']);
    const sessions = await sql`select "activeOrganizationId" from neon_auth.session where "userId" = ${stranger.id}`;
    expect(sessions).toEqual([{ activeOrganizationId: theirs }]);
  });

  test('is rejected when its invitation is for another address, already answered or missing', async () => {
    const [owner, guest, thief] = [
      await newColleague(app, 'Ada Lovelace'),
      await grace(),
      await newColleague(app, 'Eve'),
    ];
    const id = await newOrganization('Engines', [[owner, 'owner']]);
    const forGuest = await newInvitation(id, owner, guest.person.email);
    await newInvitation(id, owner, thief.person.email);
    const url = `${app}/organizations`;
    for (const [button, said] of [
      ['Accept', 'This invitation is for another email address.'],
      ['Decline', 'This invitation is for another email address.'],
    ] as const) {
      const form = sentBy(thief, await readForm(url, thief.cookie, button), { invitationId: forGuest });
      expect(await (await sendForm(form, [])).text()).toContain(said);
    }
    const accept = await readForm(url, guest.cookie, 'Accept');
    expect(await doneBy(sendForm(accept, []))).toBe('invitation-accepted');
    for (const invitationId of [forGuest, randomUUID(), 'no id', '\u0000']) {
      expect(await doneBy(sendForm(sentBy(guest, accept, { invitationId }), []))).toBe('invitation-gone');
    }
    expect(await membersOf(id)).toEqual(['Ada Lovelace: owner', 'Grace Hopper: member']);
  });

  test('with values that no browser sends gets field errors', async () => {
    const owner = await newColleague(app, 'Ada Lovelace');
    const id = await newOrganization('Engines', [
      [owner, 'owner'],
      [await grace(), 'member'],
    ]);
    const url = `${app}/organizations/${id}`;
    const [create, rename, invite] = [
      await readForm(`${app}/organizations`, owner.cookie, 'Create organization'),
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
      const answer = await sendForm(invite, [
        ['email', email],
        ['role', 'member'],
      ]);
      expect(saidBeside(await answer.text(), 'email')).toMatch(/\.$/);
    }
    for (const role of ['god', '', 'owner,admin', new Blob(['owner'])]) {
      const answer = await sendForm(invite, [
        ['email', friend],
        ['role', role],
      ]);
      expect(await answer.text()).toContain('Choose a role.');
    }
    expect(await sql`select id from neon_auth.invitation where "organizationId" = ${id}`).toEqual([]);
    expect(await sql`select name from neon_auth.organization where id = ${id}`).toEqual([{ name: 'Engines' }]);
  });
});

test.describe('a user whose session has ended', () => {
  test('sees that they are signed out and keeps the email address they typed', async ({ page }) => {
    const { owner, path } = await ada(page);
    await page.goto(path);
    await sql`delete from neon_auth.session where "userId" = ${owner.id}`;
    await page.getByLabel('Email').fill(friend);
    await press(page, 'Invite');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('You are signed out.');
    await expect(page.getByLabel('Email')).toHaveValue(friend);
  });

  test('keeps the name of a new organization', async ({ page }) => {
    const { owner } = await ada(page);
    await page.goto('/organizations');
    await sql`delete from neon_auth.session where "userId" = ${owner.id}`;
    await page.getByLabel('Name').fill('Difference Engines');
    await press(page, 'Create organization');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('You are signed out.');
    await expect(page.getByLabel('Name')).toHaveValue('Difference Engines');
  });

  test('is redirected to sign in with a return URL when the form has no input', async ({ page }) => {
    const { owner, path } = await ada(page, 'Engines', [[await grace(), 'owner']]);
    await page.goto(path);
    await sql`delete from neon_auth.session where "userId" = ${owner.id}`;
    await press(page, 'Leave organization');
    await press(page, 'Leave');
    await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(path)}`);
  });

  test('is redirected to sign in instead of seeing their organizations', async ({ page }) => {
    const { owner, path } = await ada(page);
    await sql`delete from neon_auth.session where "userId" = ${owner.id}`;
    for (const address of ['/organizations', path]) {
      await page.goto(address);
      await expect(page).toHaveURL(`/auth/sign-in?next=${encodeURIComponent(address)}`);
    }
  });
});
