export const ADMIN_NOTICES = {
  'user-role-changed': 'Role updated. It takes effect within a minute.',
  'user-banned': 'User banned and signed out everywhere.',
  'user-unbanned': 'Ban lifted. The user can sign in again.',
  'user-signed-out': 'User signed out everywhere.',
};
