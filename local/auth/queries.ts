import { symmetricDecrypt } from 'better-auth/crypto';
import { type Engine, withClient } from '../postgres/engine';
import type { SigningKey } from './webhooks';

/** Returns a token's `o` claim: the active organization and the user's role in it, or null if they aren't a member. */
export async function readOrganizationClaim(engine: Engine, organizationId: string, userId: string) {
  const { rows } = await withClient(engine, (client) =>
    client.query(
      `select o.id, o.slug, m.role from neon_auth.organization o
       join neon_auth.member m on m."organizationId" = o.id where o.id = $1 and m."userId" = $2`,
      [organizationId, userId],
    ),
  );
  const [id, slug, role] = rows[0] ?? [];
  return id ? { id, slug, role } : null;
}

/** Returns the newest key of the JWKS, decrypted. */
export async function readSigningKey(engine: Engine, secret: string): Promise<SigningKey> {
  const { rows } = await withClient(engine, (client) =>
    client.query('select id, "privateKey" from neon_auth.jwks order by "createdAt" desc limit 1'),
  );
  const [kid, encrypted] = rows[0] ?? [];
  if (!kid || !encrypted) throw new Error('Neon Auth has no signing key.');
  const privateKey = await symmetricDecrypt({ key: secret, data: JSON.parse(encrypted) });
  return { kid, privateKey: JSON.parse(privateKey) };
}
