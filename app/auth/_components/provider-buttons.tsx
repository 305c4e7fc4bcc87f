import { Form } from '@/app/_components/form';
import { SubmitButton } from '@/app/_components/submit-button';
import { providers } from '@/lib/auth/methods';
import { signInWithProvider } from '../provider/actions';

/** A way in for each provider that is configured, and nothing where none is. */
export function ProviderButtons({ next }: { next: string }) {
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 flex flex-col gap-3 border-t border-border pt-6">
      {providers.map(({ id, name }) => (
        <Form key={id} action={signInWithProvider}>
          <input type="hidden" name="provider" value={id} />
          <input type="hidden" name="next" value={next} />
          <SubmitButton pending={`Going to ${name}…`} className="button-outline">
            {`Continue with ${name}`}
          </SubmitButton>
        </Form>
      ))}
    </div>
  );
}
