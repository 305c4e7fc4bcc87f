import { betterAuth } from 'better-auth';
import { toNodeHandler } from 'better-auth/node';
// Each from its own path: 'better-auth/plugins' loads all plugins.
import { admin } from 'better-auth/plugins/admin';
import { bearer } from 'better-auth/plugins/bearer';
import { emailOTP } from 'better-auth/plugins/email-otp';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { jwt } from 'better-auth/plugins/jwt';
import { magicLink } from 'better-auth/plugins/magic-link';
import { organization } from 'better-auth/plugins/organization';
import type { Mailbox } from '../mailbox/mailbox';
import type { Engine } from '../postgres/engine';
import { PROVIDERS } from './oauth-provider';
import { AUTH_PATH, PROVIDER_PATH } from './paths';
import { createAuthPool } from './pool';
import { readOrganizationClaim, readSigningKey } from './queries';
import { sessionVerifier } from './session-verifier';
import { trustedOrigins } from './trusted-origins';
import { Webhooks } from './webhooks';

interface AuthOptions {
  engine: Engine;
  mailbox: Mailbox;
  /** Returns the current webhook URL, or null when webhooks are off. */
  webhookUrl: () => string | null;
  /** Local Neon's origin, such as `http://127.0.0.1:4545`. */
  origin: string;
  /** Encrypts the signing keys in the database, so it must not change between restarts. */
  secret: string;
  settings: AuthSettings;
}

/** Settings that are fixed on Neon or come from its console. */
export interface AuthSettings {
  /** Whether Better Auth's production rate limits apply. */
  rateLimited: boolean;
  /** How users must verify their email before they can sign in. Null requires no verification. */
  requireVerification: 'code' | 'link' | null;
}

/** Creates Better Auth with the cookies, plugins and schema of Neon Auth. Email goes to the mailbox. */
export function createAuthHandler({ engine, mailbox, webhookUrl, origin, secret, settings }: AuthOptions) {
  const baseUrl = origin + AUTH_PATH;
  const isVerificationRequired = settings.requireVerification !== null;
  const webhooks = new Webhooks({
    url: webhookUrl,
    signingKey: async () => {
      // Creates the first key if there is none.
      await auth.api.getJwks();
      return readSigningKey(engine, secret);
    },
  });
  const auth = betterAuth({
    baseURL: origin,
    basePath: AUTH_PATH,
    secret,
    database: createAuthPool(engine),
    telemetry: { enabled: false },
    logger: { log: logLine },
    trustedOrigins,
    rateLimit: { enabled: settings.rateLimited },
    advanced: {
      cookiePrefix: 'neon-auth',
      useSecureCookies: true,
      // Better Auth disables these checks when NODE_ENV is `test`. Neon never does.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: 'uuid' },
      defaultCookieAttributes: { sameSite: 'none', secure: true, httpOnly: true, partitioned: true },
    },
    // The app's server starts the sign-in, so the browser never receives the auth server's state cookie.
    account: { skipStateCookieCheck: true },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: isVerificationRequired,
      sendResetPassword: async ({ user, url, token }) => {
        mailbox.deliver({ type: 'reset-password', to: user.email, url, token });
      },
    },
    emailVerification: {
      sendOnSignUp: isVerificationRequired,
      autoSignInAfterVerification: isVerificationRequired,
      // For codes, the emailOTP plugin sends the email instead.
      ...(settings.requireVerification !== 'code' && {
        sendVerificationEmail: async ({ user, url, token }) => {
          mailbox.deliver({ type: 'verify-email', to: user.email, url, token });
        },
      }),
    },
    user: { deleteUser: { enabled: true } },
    databaseHooks: {
      user: {
        create: {
          before: (user) => webhooks.beforeUserCreate(user),
          after: async (user) => webhooks.userCreated(user),
        },
      },
    },
    plugins: [
      admin(),
      bearer(),
      organization({
        sendInvitationEmail: async ({ id, email }) => {
          mailbox.deliver({ type: 'invitation', to: email, token: id });
        },
      }),
      emailOTP({
        overrideDefaultEmailVerification: settings.requireVerification === 'code',
        sendVerificationOTP: async ({ email, otp, type }) => {
          mailbox.deliver({ type, to: email, otp });
          await webhooks.send('send.otp', { email }, { otp, type });
        },
      }),
      magicLink({
        sendMagicLink: async ({ email, url, token }) => {
          mailbox.deliver({ type: 'magic-link', to: email, url, token });
          await webhooks.send('send.magic_link', { email }, { url, token });
        },
      }),
      jwt({
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' }, jwksPath: '/.well-known/jwks.json' },
        jwt: {
          issuer: origin,
          audience: origin,
          expirationTime: '15m',
          definePayload: async ({ user, session }) => {
            const active: unknown = session.activeOrganizationId;
            const organizationClaim =
              typeof active === 'string' ? await readOrganizationClaim(engine, active, user.id) : null;
            return { ...user, role: 'authenticated', ...(organizationClaim && { o: organizationClaim }) };
          },
        },
      }),
      genericOAuth({
        config: PROVIDERS.map((providerId) => ({
          providerId,
          clientId: providerId,
          clientSecret: 'local',
          authorizationUrl: `${origin}${PROVIDER_PATH}/authorize`,
          tokenUrl: `${origin}${PROVIDER_PATH}/token`,
          userInfoUrl: `${origin}${PROVIDER_PATH}/userinfo`,
          redirectURI: `${baseUrl}/callback/${providerId}`,
          scopes: ['openid', 'profile', 'email'],
        })),
      }),
      sessionVerifier(),
    ],
  });
  return toNodeHandler(auth);
}

/** Prints a line per rejected request, such as a wrong password. Better Auth would add colors and a time. */
function logLine(level: string, message: string, ...details: unknown[]): void {
  console.error(`Neon Auth: ${message}`, ...(level === 'error' ? details : []));
}
