'use client';

import { accountPages } from '@/lib/site';
import type { Theme } from '../theme/themes';
import { Avatar } from './avatar';
import { NavLink } from './nav-link';
import { SignOutButton } from './sign-out-button';
import { ThemeSwitch } from './theme-switch';

export interface MenuUser {
  name: string;
  email: string;
  image: string | null;
  isAdmin: boolean;
}

/** The signed-in user's picture, which opens a menu. It works without JavaScript. */
export function AccountMenu({ user, theme }: { user: MenuUser; theme: Theme }) {
  return (
    <>
      <button type="button" popoverTarget="account-menu" aria-label="Account menu" className="avatar-button">
        <Avatar name={user.name} image={user.image} />
      </button>
      <div id="account-menu" popover="auto" className="menu">
        <p>
          <bdi>{user.name}</bdi>
          <bdi>{user.email}</bdi>
        </p>
        {/* The header has no room for it. */}
        <NavLink path="/posts" name="Posts" className="sm:hidden" />
        <NavLink path="/posts/mine" name="My posts" />
        {accountPages(user).map((page) => (
          <NavLink key={page.path} {...page} />
        ))}
        <ThemeSwitch label="Theme" current={theme} />
        <SignOutButton className="menu-item">Sign out</SignOutButton>
      </div>
    </>
  );
}
