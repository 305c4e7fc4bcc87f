'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { SitePage } from '@/lib/site';
import type { Theme } from '../theme/themes';
import { Avatar } from './avatar';
import { NavLink } from './nav-link';
import { SignOutButton } from './sign-out-button';
import { ThemeSwitch } from './theme-switch';

export interface MenuUser {
  name: string;
  email: string;
  image: string | null;
  /** The pages that the menu links to. */
  pages: SitePage[];
}

/** The signed-in user's picture, which opens a menu. It works without JavaScript. */
export function AccountMenu({ user: { name, email, image, pages }, theme }: { user: MenuUser; theme: Theme }) {
  const path = usePathname();
  const menu = useRef<HTMLDivElement>(null);
  // The header stays when the page changes.
  useEffect(() => {
    if (path && menu.current?.matches(':popover-open')) menu.current.hidePopover();
  }, [path]);
  return (
    <>
      <button type="button" popoverTarget="account-menu" aria-label="Account menu" className="avatar-button">
        <Avatar name={name} image={image} />
      </button>
      <div id="account-menu" popover="auto" ref={menu} className="account-menu">
        <p>
          <bdi>{name}</bdi>
          <bdi>{email}</bdi>
        </p>
        {pages.map((page) => (
          <NavLink key={page.path} {...page} />
        ))}
        <ThemeSwitch label="Theme" current={theme} />
        <SignOutButton className="menu-item">Sign out</SignOutButton>
      </div>
    </>
  );
}
