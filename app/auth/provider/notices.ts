/** The texts of notices about sign-in with a provider. */
export const PROVIDER_NOTICES = {
  'sign-in-cancelled': 'Sign-in was cancelled. Try again, or choose another method.',
  'sign-in-failed': "We couldn't complete sign-in. Try again, or choose another method.",
  'email-has-account': 'This email already has an account. Sign in with your password or an email code.',
  'provider-without-email': 'Your account there has no email address that we can use. Choose another method.',
  'account-suspended': 'This account has been suspended.',
  'sign-up-denied': "You can't sign up with this email address.",
};
