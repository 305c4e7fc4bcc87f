import { ActionButton } from '@/app/_components/action-button';
import { providers } from '@/lib/auth/providers';
import { signInWithProvider } from '../provider/actions';

/** A button for each configured sign-in provider. */
export function ProviderButtons({ next }: { next: string }) {
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 flex flex-col gap-3 border-t border-border pt-6">
      {providers.map(({ id, name }) => (
        <ActionButton
          key={id}
          action={signInWithProvider}
          fields={{ provider: id, next }}
          pending={`Going to ${name}…`}
          className="button-outline"
        >
          {`Continue with ${name}`}
        </ActionButton>
      ))}
    </div>
  );
}
