// Copied into a test build as a page: components as those of shadcn/ui, which set `style` attributes and add a `<style>` element.
'use client';

import * as Dialog from '@radix-ui/react-dialog';
import * as Progress from '@radix-ui/react-progress';
import * as Slider from '@radix-ui/react-slider';
import { setNonce } from 'get-nonce';
import Image from 'next/image';

if (typeof document !== 'undefined') setNonce(document.querySelector('script')?.nonce ?? '');

export default function ComponentsPage() {
  return (
    <>
      <Progress.Root value={33} className="h-4 w-80 overflow-hidden border">
        <Progress.Indicator
          data-testid="indicator"
          className="size-full bg-primary"
          style={{ transform: 'translateX(-67%)' }}
        />
      </Progress.Root>
      <Slider.Root defaultValue={[25]} className="relative flex h-4 w-80">
        <Slider.Track className="grow bg-muted" />
        <Slider.Thumb aria-label="Volume" className="block size-4 bg-primary" />
      </Slider.Root>
      <div className="relative size-20">
        <Image src="/icon.svg" alt="Filled" fill unoptimized />
      </div>
      <Dialog.Root>
        <Dialog.Trigger>Open</Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0" />
          <Dialog.Content className="fixed inset-20 bg-background">
            <Dialog.Title>Settings</Dialog.Title>
            <Dialog.Description>The page behind it can't be scrolled.</Dialog.Description>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}
