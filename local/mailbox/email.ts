import type { Message } from './mailbox';

/** What an email says. */
export interface Email {
  subject: string;
  /** Says what to do with the code or link. */
  instruction: string;
  /** A code to type, or an invitation's ID. */
  code: string | null;
  /** A link that a browser can open. */
  link: string | null;
}

const TEXTS: Record<string, { subject: string; instruction: string }> = {
  'sign-in': { subject: 'Sign-in code', instruction: 'Enter this code to sign in.' },
  'magic-link': { subject: 'Sign-in link', instruction: 'Open this link to sign in.' },
  'email-verification': { subject: 'Verification code', instruction: 'Enter this code to verify your email address.' },
  'verify-email': { subject: 'Verification link', instruction: 'Open this link to verify your email address.' },
  'forget-password': { subject: 'Password reset code', instruction: 'Enter this code to reset your password.' },
  'reset-password': { subject: 'Password reset link', instruction: 'Open this link to reset your password.' },
  invitation: { subject: 'Invitation', instruction: "Sign in to join the organization. This is the invitation's ID." },
};

/** Returns the text of a message's email. */
export function emailOf({ type, otp, url, token }: Message): Email {
  const link = url && /^https?:\/\//.test(url) ? url : null;
  return {
    ...(TEXTS[type] ?? { subject: type, instruction: '' }),
    code: otp ?? (link ? null : (token ?? null)),
    link,
  };
}

/** Returns the email as plain text. */
export function emailText(message: Message): string {
  const { subject, instruction, code, link } = emailOf(message);
  return [`To: ${message.to}`, `Subject: ${subject}`, '', instruction, '', code ?? link ?? ''].join('\n');
}

/** Returns a message as one line for the terminal, such as `ada@example.com  sign-in code 123456`. */
export function emailLine(message: Message): string {
  const { subject, code, link } = emailOf(message);
  const line = `${message.to}  ${subject.charAt(0).toLowerCase()}${subject.slice(1)} ${link ?? code ?? ''}`;
  // An address must not move the terminal's cursor.
  return line.replace(/\p{Cc}/gu, '?').trimEnd();
}
