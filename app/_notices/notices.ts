import { ADMIN_NOTICES } from '../admin/notices';
import { PROVIDER_NOTICES } from '../auth/provider/notices';
import { ORGANIZATION_NOTICES } from '../organizations/notices';
import { POST_NOTICES } from '../posts/notices';

/** The text of every notice. An optional capability keeps its own in its folder. */
export const NOTICES = {
  'password-changed': 'Password changed.',
  'password-reset': 'Password changed. Sign in with your new password. You can review other sessions in your account.',
  'profile-changed': 'Profile saved.',
  'email-verified': 'Email verified.',
  'link-expired': 'This link has expired or was already used. Request a new one.',
  'link-opened-elsewhere': 'Open the link in the browser where you requested it, or request a new one here.',
  'sessions-revoked': 'That device is signed out.',
  'other-sessions-revoked': 'All other sessions are signed out.',
  'sessions-not-revoked': "We couldn't sign that device out. Try again in a moment.",
  'other-sessions-not-revoked': "We couldn't sign out all other sessions. Try again in a moment.",
  'other-user': "You're signed in with another account now. Nothing was changed.",
  'account-deleted': 'Your account and posts have been deleted.',
  ...POST_NOTICES,
  ...PROVIDER_NOTICES,
  ...ORGANIZATION_NOTICES,
  ...ADMIN_NOTICES,
};

export type NoticeName = keyof typeof NOTICES;
