import type { AuthError } from '@/lib/auth/sdk/error-codes';
import { type Rejection, reject } from '@/lib/forms/action';
import { type AuthFlow, rejectAuthError } from '@/lib/forms/auth-errors';

/** Errors when changing another user: Neon Auth's, and those that this capability adds. */
const ADMINISTRATION: AuthFlow = {
  codes: [
    [/^you are not allowed/i, 'not_allowed'],
    [/^you cannot ban yourself/i, 'own_ban'],
  ],
  rejections: new Map<string, Rejection>([
    ['not_allowed', reject("You're no longer an administrator. Nothing was changed.")],
    ['user_not_found', reject('This account has been deleted.')],
    ['already_banned', reject('This user is already banned. Reload to see details.')],
    ['own_ban', reject("You can't ban yourself.")],
    ['own_role', reject("You can't change your own role. Another administrator can.")],
    ['own_sessions', reject('Manage your own sessions in your account.')],
  ]),
};

export function rejectAdminError(error: AuthError | null): Rejection {
  return rejectAuthError(error, ADMINISTRATION);
}
