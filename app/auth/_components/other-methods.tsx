import { hasMagicLink } from '@/lib/auth/magic-link';
import { providers } from '@/lib/auth/providers';
import { withReturnTo } from '@/lib/http/return-to';
import { lastUsedMethod } from '../last-used-method';
import { LastUsed } from './last-used';
import { ProviderButtons } from './provider-buttons';

const EMAIL_METHODS = [
  { id: 'code', path: '/auth/email-otp', label: 'Email me a code' },
  ...(hasMagicLink ? [{ id: 'link', path: '/auth/magic-link', label: 'Email me a link' }] : []),
];

/** The ways to sign in without a password, below the form. */
export async function OtherMethods({ next, hasEmail = false }: { next: string; hasEmail?: boolean }) {
  const methods = hasEmail ? EMAIL_METHODS : [];
  if (providers.length + methods.length === 0) return null;
  const lastUsed = await lastUsedMethod();
  return (
    <>
      <p className="my-6 flex items-center gap-4 text-sm text-muted-foreground before:h-px before:grow before:bg-border after:h-px after:grow after:bg-border">
        or
      </p>
      <div className="flex flex-col gap-3">
        <ProviderButtons next={next} lastUsed={lastUsed} />
        {methods.map(({ id, path, label }) => (
          <a key={id} href={withReturnTo(path, next)} className="button-outline relative">
            {label}
            {id === lastUsed && <LastUsed />}
          </a>
        ))}
      </div>
    </>
  );
}
