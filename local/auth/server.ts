import { betterAuth } from 'better-auth';
import { symmetricDecrypt } from 'better-auth/crypto';
import { toNodeHandler } from 'better-auth/node';
import { admin, bearer, emailOTP, genericOAuth, jwt, magicLink, organization } from 'better-auth/plugins';
import type { Mailbox } from '../mailbox/mailbox';
import { type Engine, withClient } from '../postgres/engine';
import { AUTH_PATH, activeOrganization, authPool } from './database';
import { sessionVerifier } from './session-verifier';
import { PROVIDER_PATH, PROVIDERS } from './sign-in-provider';
import { type SigningKey, Webhooks } from './webhooks';

interface Setup {
  engine: Engine;
  mailbox: Mailbox;
  /** Where webhooks go at this moment, if anywhere. */
  webhookUrl: () => string | null;
  /** `http://127.0.0.1:4545` */
  origin: string;
  /** Encrypts the signing keys in the database, so it must stay the same as long as they do. */
  secret: string;
  behaviour: Behaviour;
}

/** What can be chosen in Neon's console, or is different there. */
export interface Behaviour {
  /** Whether calls are limited as Better Auth limits them in production. */
  rateLimited: boolean;
  /** How an email address must be verified before its user may sign in, if at all. */
  requireVerification: 'code' | 'link' | null;
}

/** Better Auth as Neon runs it: its cookies' names and attributes, its plugins, its schema. Mail goes to the mailbox. */
export function createAuthHandler({ engine, mailbox, webhookUrl, origin, secret, behaviour }: Setup) {
  const base = origin + AUTH_PATH;
  const isRequired = behaviour.requireVerification !== null;
  const webhooks = new Webhooks({
    url: webhookUrl,
    signingKey: async () => {
      // Asking for the public keys makes the first one where there is none.
      await auth.api.getJwks();
      return readSigningKey(engine, secret);
    },
  });
  const auth = betterAuth({
    baseURL: origin,
    basePath: AUTH_PATH,
    secret,
    database: authPool(engine),
    telemetry: { enabled: false },
    trustedOrigins: ['localhost', '127.0.0.1'].flatMap((host) =>
      ['http', 'https'].flatMap((scheme) => [`${scheme}://${host}`, `${scheme}://${host}:*`]),
    ),
    rateLimit: { enabled: behaviour.rateLimited },
    advanced: {
      cookiePrefix: 'neon-auth',
      useSecureCookies: true,
      // Better Auth turns these checks off by itself where NODE_ENV says `test`; Neon does not.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: 'uuid' },
      defaultCookieAttributes: { sameSite: 'none', secure: true, httpOnly: true, partitioned: true },
    },
    // The app starts a sign-in through its own server, so the browser never has the auth server's state cookie.
    account: { skipStateCookieCheck: true },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: isRequired,
      sendResetPassword: async ({ user, url, token }) => {
        mailbox.deliver({ type: 'reset-password', to: user.email, url, token });
      },
    },
    emailVerification: {
      sendOnSignUp: isRequired,
      autoSignInAfterVerification: isRequired,
      // Where codes are chosen, the plugin for codes sends one in the link's place.
      ...(behaviour.requireVerification !== 'code' && {
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
        overrideDefaultEmailVerification: behaviour.requireVerification === 'code',
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
              typeof active === 'string' ? await activeOrganization(engine, active, user.id) : null;
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
          redirectURI: `${base}/callback/${providerId}`,
          scopes: ['openid', 'profile', 'email'],
        })),
      }),
      sessionVerifier(),
    ],
  });
  return toNodeHandler(auth);
}

async function readSigningKey(engine: Engine, secret: string): Promise<SigningKey> {
  const { rows } = await withClient(engine, (client) =>
    client.query('select id, "privateKey" from neon_auth.jwks order by "createdAt" desc limit 1'),
  );
  const [kid, encrypted] = rows[0] ?? [];
  if (!kid || !encrypted) throw new Error('Neon Auth has no signing key.');
  const privateKey = await symmetricDecrypt({ key: secret, data: JSON.parse(encrypted) });
  return { kid, privateKey: JSON.parse(privateKey) };
}
