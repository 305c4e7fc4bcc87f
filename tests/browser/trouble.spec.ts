import { connect } from '../../lib/db/connection';
import { signUpAdministrator } from '../support/administrator';
import { newMember } from '../support/api';
import { lastMessageTo } from '../support/mailbox';
import { expect, test } from '../support/own-app';
import { newPerson, SESSION_DATA, signIn, signUp, signUpIn } from '../support/people';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    for (const fault of ['slow', 'drop', 'error', 'html', 'garbage']) {
      test(`when the auth server fails ("${fault}"), sign-in shows an error and keeps the email address`, async ({
        page,
        app,
        trouble,
      }) => {
        const person = newPerson();
        await signUp(app.url, person);
        await page.goto('/auth/sign-in');
        // Form requests time out after 5 seconds.
        await trouble.switchOn({ auth: fault, slowMs: 60_000 });
        await page.getByLabel('Email').fill(person.email);
        await page.getByLabel('Password').fill(person.password);
        await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
        await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
        await expect(page.getByLabel('Email')).toHaveValue(person.email);
        await expect(page.getByLabel('Password')).toHaveValue('');
      });
    }

    test('while the auth server is unreachable, organization forms show an error and keep their input for a retry', async ({
      page,
      app,
      trouble,
    }) => {
      await signUpIn(page.context(), app.url, newPerson());
      await page.goto('/organizations');
      await trouble.switchOn({ auth: 'drop' });
      await page.getByLabel('Name').fill('Analytical Engines');
      await page.getByRole('button', { name: 'Create organization' }).click();
      await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
      await expect(page.getByLabel('Name')).toHaveValue('Analytical Engines');
      await trouble.switchOff();
      await page.getByRole('button', { name: 'Create organization' }).click();
      await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();

      await trouble.switchOn({ auth: 'drop' });
      const invitee = newPerson().email;
      await page.getByLabel('Email').fill(invitee);
      await page.getByLabel('Role', { exact: true }).selectOption('Admin');
      await page.getByRole('button', { name: 'Invite' }).click();
      await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
      await expect(page.getByLabel('Email')).toHaveValue(invitee);
      await expect(page.getByLabel('Role', { exact: true })).toHaveValue('admin');
      await trouble.switchOff();
      await page.getByRole('button', { name: 'Invite' }).click();
      const invitations = page.getByRole('region', { name: 'Pending invitations' }).getByRole('listitem');
      await expect(invitations).toHaveText([new RegExp(`${invitee}Admin`)]);

      await page.goto('/organizations');
      const organizations = page.getByRole('region', { name: 'Your organizations' }).getByRole('listitem');
      await expect(organizations).toHaveText([/Analytical Engines/]);
    });

    test('while the auth server is unreachable, the organization pages show an error', async ({
      page,
      app,
      trouble,
    }) => {
      await signUpIn(page.context(), app.url, newPerson());
      await page.goto('/organizations');
      await page.getByLabel('Name').fill('Analytical Engines');
      await page.getByRole('button', { name: 'Create organization' }).click();
      await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
      const path = new URL(page.url()).pathname;
      await trouble.switchOn({ auth: 'drop' });
      await page.goto('/organizations');
      await expect(page.getByText("Couldn't load your invitations.")).toBeVisible();
      await expect(page.getByText("Couldn't load your organizations.")).toBeVisible();
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
      await trouble.switchOff();
      await page.getByRole('link', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { name: 'Analytical Engines' })).toBeVisible();
    });

    for (const fault of ['drop', 'error', 'html', 'garbage']) {
      test(`when the auth server fails ("${fault}"), the admin pages show an error and a ban changes nothing`, async ({
        page,
        app,
        trouble,
      }) => {
        const database = app.neon.environment.DATABASE_URL;
        const member = await newMember(app.url);
        await signUpAdministrator(page.context(), app.url, database);
        await page.goto(`/admin/users/${member.id}`);
        await page.getByLabel('Reason').fill('Thought about for an hour');
        await page.getByLabel('Duration').selectOption('1 week');
        await trouble.switchOn({ auth: fault });
        await page.getByRole('button', { name: 'Ban user' }).click();
        await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
        await expect(page.getByLabel('Reason')).toHaveValue('Thought about for an hour');
        await expect(page.getByLabel('Duration')).toHaveValue('week');
        const [user] = await connect(database)`
          select banned, (select count(*)::int from neon_auth.session where "userId" = ${member.id}) as sessions
          from neon_auth.user where id = ${member.id}`;
        expect(user).toEqual({ banned: false, sessions: 1 });

        for (const path of ['/admin/users?q=ada&by=name', `/admin/users/${member.id}`]) {
          await page.goto(path);
          await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
          await expect(page.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', path);
        }
        await trouble.switchOff();
        await page.getByRole('link', { name: 'Try again' }).click();
        await expect(page.getByRole('button', { name: 'Ban user' })).toBeVisible();
      });
    }

    for (const path of ['/posts?q=hello', '/posts/mine', '/posts/1', '/posts/1/edit']) {
      test(`while the database is unreachable, ${path} shows an error with a link to retry`, async ({
        page,
        app,
        trouble,
      }) => {
        await signUpIn(page.context(), app.url, newPerson());
        await trouble.switchOn({ sql: 'drop' });
        await page.goto(path);
        await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
        await expect(page.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', path);
      });
    }

    for (const fault of ['drop', 'error', 'html', 'garbage']) {
      test(`when the database fails ("${fault}"), the page shows an error with a link to retry`, async ({
        page,
        app,
        trouble,
      }) => {
        await signUpIn(page.context(), app.url, newPerson());
        await trouble.switchOn({ sql: fault });
        await page.goto('/posts');
        await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
        await expect(page.locator('body')).not.toContainText(/NeonDbError|fetch|node_modules|at async/);
        await expect(page.getByRole('banner')).toContainText('Ada Lovelace');

        await trouble.switchOff();
        await page.getByRole('link', { name: 'Try again' }).click();
        await expect(page.getByText('Hello from Neon')).toBeVisible();
      });
    }
  });
}

test('a user without a session cache can still read posts while the auth server is unreachable', async ({
  page,
  app,
  trouble,
}) => {
  await signUpIn(page.context(), app.url, newPerson());
  await page.context().clearCookies({ name: SESSION_DATA });
  await trouble.switchOn({ auth: 'drop' });
  await page.goto('/posts');
  await expect(page.getByText('Hello from Neon', { exact: true })).toBeVisible();
  await page.goto('/auth/sign-in');
  await expect(page).toHaveURL('/posts');
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
  await trouble.switchOff();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible();
});

test('while the auth server is unreachable, the account page shows what failed to load and keeps form input', async ({
  page,
  app,
  trouble,
}) => {
  await signUpIn(page.context(), app.url, newPerson());
  await trouble.switchOn({ auth: 'drop' });
  await page.goto('/account');
  await expect(page.getByText("Couldn't load your sessions.")).toBeVisible();
  await expect(page.getByText("Couldn't load your sign-in methods.")).toBeVisible();
  await page.getByLabel('Name').fill('Ada King');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
  await expect(page.getByLabel('Name')).toHaveValue('Ada King');
});

test('a failed account deletion shows an error and can be retried', async ({ page, app, trouble }) => {
  const person = newPerson();
  await signUpIn(page.context(), app.url, person);
  await page.goto('/account');
  const deleteAccount = async () => {
    await page.getByLabel('Your email address').fill(person.email);
    await page.getByRole('button', { name: 'Delete account' }).click();
  };
  await page.request.post('/api/posts', { data: { content: 'Mine' }, headers: { origin: app.url } });
  const posts = () => connect(app.neon.environment.DATABASE_URL)`
    select content from posts where user_id = (select id from neon_auth.user where email = ${person.email})`;
  await trouble.switchOn({ auth: 'drop' });
  await deleteAccount();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
  expect(await posts()).toHaveLength(1);

  await trouble.switchOn({ auth: 'drop', authPath: '/delete-user' });
  await deleteAccount();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('your account is not');
  expect(await posts()).toHaveLength(0);
  await trouble.switchOff();
  await deleteAccount();
  await expect(page.getByRole('status').first()).toContainText('Your account and posts have been deleted');
});

for (const fault of ['drop', 'html']) {
  test(`a failed sign-out ("${fault}") shows that the user is still signed in and can be retried`, async ({
    page,
    app,
    trouble,
  }) => {
    await signUpIn(page.context(), app.url, newPerson());
    await page.goto('/posts');
    // Without a session cache, the page has to query the auth server.
    await page.context().clearCookies({ name: SESSION_DATA });
    await trouble.switchOn({ auth: fault });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: "You're still signed in" })).toBeVisible();
    await trouble.switchOff();
    await page
      .getByRole('main')
      .getByRole('button', { name: /Sign out/ })
      .click();
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  });
}

test('a user with a session cache can still read posts while the auth server is unreachable', async ({
  page,
  app,
  trouble,
}) => {
  await signUpIn(page.context(), app.url, newPerson());
  await trouble.switchOn({ auth: 'drop' });
  await page.goto('/posts');
  await expect(page.getByText('Hello from Neon')).toBeVisible();
});

const FORMS: { path: string; fields: Record<string, string>; button: string; isSignedIn?: boolean }[] = [
  {
    path: '/auth/sign-up',
    fields: { Name: 'Ada', Email: '', Password: 'secret enough' },
    button: 'Create account',
  },
  { path: '/auth/forgot-password', fields: { Email: '' }, button: 'Send link' },
  { path: '/auth/reset-password?token=x', fields: { Password: 'secret enough' }, button: 'Save password' },
  { path: '/auth/email-otp', fields: { Email: '' }, button: 'Send code' },
  { path: '/auth/magic-link', fields: { Email: '' }, button: 'Send link' },
  { path: '/auth/verify-email', fields: { Email: '' }, button: 'Send code' },
  { path: '/auth/verify-email', fields: { Email: '' }, button: 'Send a link instead' },
  { path: '/auth/sign-in', fields: {}, button: 'Continue with Google' },
  {
    path: '/account',
    fields: { 'Current password': 'secret enough', 'New password': 'secret enough' },
    button: 'Change password',
    isSignedIn: true,
  },
  { path: '/account', fields: {}, button: 'Create token', isSignedIn: true },
];

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript, while the auth server is unreachable`, () => {
    test.use({ javaScriptEnabled });

    for (const { path, fields: baseFields, button, isSignedIn } of FORMS) {
      test(`"${button}" on ${path} shows an error and keeps the input`, async ({ page, app, trouble }) => {
        // Rate limits are per email address, so each test uses a new one.
        const fields = { ...baseFields, ...('Email' in baseFields && { Email: newPerson().email }) };
        if (isSignedIn) await signUpIn(page.context(), app.url, newPerson());
        await page.goto(path);
        await trouble.switchOn({ auth: 'drop' });
        for (const [label, value] of Object.entries(fields)) {
          await page.getByLabel(label, { exact: true }).fill(value);
        }
        await page.getByRole('main').getByRole('button', { name: button }).click();
        await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
        for (const [label, value] of Object.entries(fields)) {
          await expect(page.getByLabel(label, { exact: true })).toHaveValue(label.includes('assword') ? '' : value);
        }
      });
    }
  });
}

test('a code still works after a failed request for another code', async ({ page, app, trouble }) => {
  const { email } = newPerson();
  await page.clock.install();
  await page.goto('/auth/email-otp');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
  const { otp = '' } = await lastMessageTo(email, app.neon.origin);
  await page.getByLabel('Code').fill(otp);
  await page.clock.runFor(30_000);
  await trouble.switchOn({ auth: 'drop' });
  await page.getByRole('button', { name: 'Resend code' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
  await expect(page.getByLabel('Code')).toHaveValue(otp);
  await trouble.switchOff();
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/posts');
});

test('a code entered while the auth server is unreachable works after it recovers', async ({ page, app, trouble }) => {
  const { email } = newPerson();
  await page.goto('/auth/email-otp');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
  const { otp = '' } = await lastMessageTo(email, app.neon.origin);
  await trouble.switchOn({ auth: 'drop' });
  await page.getByLabel('Code').fill(otp);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Sign-in is temporarily unavailable');
  await expect(page.getByLabel('Code')).toHaveValue(otp);
  await trouble.switchOff();
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/posts');
});

test('a failed sign-out of another session shows an error and can be retried', async ({ page, app, trouble }) => {
  const person = newPerson();
  await signUpIn(page.context(), app.url, person);
  await signIn(app.url, person);
  await page.goto('/account');
  const rows = page.getByRole('region', { name: 'Sessions' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await trouble.switchOn({ auth: 'drop' });
  await rows.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('status').first()).toHaveText("We couldn't sign that device out. Try again in a moment.");
  await trouble.switchOff();
  await page.reload();
  await rows.getByRole('button', { name: 'Sign out' }).click();
  await expect(rows).toHaveCount(1);
});
