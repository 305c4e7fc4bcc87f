import { PASSWORD_LENGTH } from '@/lib/auth/input';
import { Field } from './field';

export function NewPasswordField({ label, name }: { label: string; name: string }) {
  const hint = `At least ${PASSWORD_LENGTH.min} characters.`;
  return <Field label={label} name={name} type="password" autoComplete="new-password" hint={hint} required />;
}
