import { betterAuth } from 'better-auth';
import { toNodeHandler } from 'better-auth/node';
import { admin, bearer, emailOTP, jwt, magicLink, organization } from 'better-auth/plugins';
import type { Mailbox } from '../mailbox/mailbox';
import type { Engine } from '../postgres/engine';
import { AUTH_PATH, authPool } from './database';

interface Setup {
  engine: Engine;
  mailbox: Mailbox;
  /** `http://127.0.0.1:4545` */
  origin: string;
  /** Encrypts the signing keys in the database, so it must stay the same as long as they do. */
  secret: string;
}

/** Better Auth as Neon runs it: its cookies' names and attributes, its plugins, its schema. Mail goes to the mailbox. */
export function createAuthHandler({ engine, mailbox, origin, secret }: Setup) {
  const auth = betterAuth({
    baseURL: origin,
    basePath: AUTH_PATH,
    secret,
    database: authPool(engine),
    telemetry: { enabled: false },
    trustedOrigins: ['http://localhost:*', 'http://127.0.0.1:*'],
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'neon-auth',
      useSecureCookies: true,
      // Better Auth turns these checks off by itself where NODE_ENV says `test`; Neon does not.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: 'uuid' },
      defaultCookieAttributes: { sameSite: 'none', secure: true, httpOnly: true, partitioned: true },
    },
    emailAndPassword: {
      enabled: true,
      sendResetPassword: async ({ user, url, token }) => {
        mailbox.deliver({ type: 'reset-password', to: user.email, url, token });
      },
    },
    emailVerification: {
      sendVerificationEmail: async ({ user, url, token }) => {
        mailbox.deliver({ type: 'verify-email', to: user.email, url, token });
      },
    },
    user: { deleteUser: { enabled: true } },
    plugins: [
      admin(),
      bearer(),
      organization({
        sendInvitationEmail: async ({ id, email }) => {
          mailbox.deliver({ type: 'invitation', to: email, token: id });
        },
      }),
      emailOTP({
        sendVerificationOTP: async ({ email, otp, type }) => {
          mailbox.deliver({ type, to: email, otp });
        },
      }),
      magicLink({
        sendMagicLink: async ({ email, url, token }) => {
          mailbox.deliver({ type: 'magic-link', to: email, url, token });
        },
      }),
      jwt({
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' }, jwksPath: '/.well-known/jwks.json' },
        jwt: {
          issuer: origin,
          audience: origin,
          expirationTime: '15m',
          definePayload: ({ user }) => ({ ...user, role: 'authenticated' }),
        },
      }),
    ],
  });
  return toNodeHandler(auth);
}
