import { ActionButton } from '@/app/_components/action-button';
import { hasMagicLink, providers } from '@/lib/auth/providers';
import { withReturnTo } from '@/lib/http/return-to';
import { lastUsedMethod } from '../last-used-method';
import { signInWithProvider } from '../provider/actions';
import { LastUsed } from './last-used';
import { ProviderIcon } from './provider-icon';

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
        {providers.map(({ id, name }) => (
          <ActionButton
            key={id}
            action={signInWithProvider}
            fields={{ provider: id, next }}
            pending={`Going to ${name}…`}
            className="button-outline relative"
          >
            <ProviderIcon id={id} />
            {`Continue with ${name}`}
            {id === lastUsed && <LastUsed />}
          </ActionButton>
        ))}
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
