import { ActionButton } from '@/app/_components/action-button';
import { providers } from '@/lib/auth/providers';
import { signInWithProvider } from '../provider/actions';
import { LastUsed } from './last-used';
import { ProviderIcon } from './provider-icon';

/** A button for each provider in `NEON_AUTH_METHODS`. */
export function ProviderButtons({ next, lastUsed }: { next: string; lastUsed: string | undefined }) {
  return providers.map(({ id, name }) => (
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
  ));
}
