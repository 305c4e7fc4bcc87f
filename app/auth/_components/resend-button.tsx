'use client';

import { useEffect, useState } from 'react';
import { useFormState } from '@/app/_components/form-state';
import { SubmitButton } from '@/app/_components/submit-button';

/** How long, in seconds, to wait before sending another email. */
const DELAY = 30;

/** Counts down after an email was sent. The rate limit is in the action; this only saves a wasted attempt. */
export function ResendButton({ what }: { what: 'code' | 'link' }) {
  const state = useFormState();
  const [end, setEnd] = useState(0);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (state.status !== 'rejected') setEnd(Date.now() + DELAY * 1_000);
  }, [state]);
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.ceil((end - Date.now()) / 1_000)));
    count();
    const timer = setInterval(count, 1_000);
    return () => clearInterval(timer);
  }, [end]);
  return (
    <SubmitButton name="step" value="address" pending="Sending…" disabled={seconds > 0} className="button-quiet">
      {seconds > 0 ? `Resend ${what} in ${seconds} s` : `Resend ${what}`}
    </SubmitButton>
  );
}
