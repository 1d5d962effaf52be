// What stands around every place: where one can go, for whom one works, and whether the service is there.
import { AppShell, Group, NavLink, Select, Text, VisuallyHidden } from '@mantine/core';
import { IconCalendarEvent, IconPhone, IconSearch } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChanges } from '../api/live.ts';
import { ConnectionLost } from './connection-lost.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';
import { mayWork, useDesk } from './who.ts';

const places = [
  { to: '/', name: 'today', icon: IconCalendarEvent, isOf: (path: string) => path === '/' },
  { to: '/find', name: 'find', icon: IconSearch, isOf: (path: string) => /^\/(find|customers)/.test(path) },
  { to: '/calls', name: 'calls', icon: IconPhone, isOf: (path: string) => path.startsWith('/calls') },
] as const;

export function Shell({ companies }: { companies: readonly { company_id: string; name: string }[] }) {
  const { t } = useTranslation();
  const { key, company, branch, choose } = useDesk();
  const [told, setTold] = useState(0);
  const changed = useCallback(() => setTold(count => count + 1), []);
  useChanges(company.company_id, changed);
  const path =
    useLocation()
      .pathname.replace(/^\/console/, '')
      .replace(/\/$/, '') || '/';
  const open = places.filter(({ name }) => name === 'calls' || mayWork(key));

  return (
    <AppShell
      header={{ height: 56 }}
      footer={{ height: { base: 60, sm: 0 } }}
      navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: true } }}
      padding="md"
    >
      <a href="#content" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes.bar}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Text fw={800} size="lg" visibleFrom="xs" className={classes.name}>
            Rebook
          </Text>
          <Group gap="xs" wrap="nowrap" className={classes.choices}>
            {companies.length > 1 ? (
              <Select
                aria-label={t('shell.company')}
                data={companies.map(one => ({ value: one.company_id, label: one.name }))}
                value={company.company_id}
                onChange={id => id !== null && choose({ company: id })}
                allowDeselect={false}
                searchable={companies.length > 8}
                w={{ base: 140, xs: 200 }}
              />
            ) : (
              <Text fw={600} truncate>
                {company.name}
              </Text>
            )}
            {company.branches.length > 1 && (
              <Select
                aria-label={t('shell.branch')}
                data={[
                  { value: '', label: t('shell.allBranches') },
                  ...company.branches.map(one => ({ value: one.branch_id, label: one.name })),
                ]}
                value={branch ?? ''}
                onChange={id => choose({ branch: id || undefined })}
                allowDeselect={false}
                w={{ base: 120, xs: 180 }}
              />
            )}
          </Group>
          <UserMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" visibleFrom="sm" className={classes.bar} aria-label={t('shell.places')}>
        {open.map(({ to, name, icon: Icon, isOf }) => (
          <NavLink
            key={to}
            renderRoot={props => <Link to={to} {...props} />}
            label={t(`places.${name}`)}
            leftSection={<Icon size={20} aria-hidden />}
            active={isOf(path)}
            aria-current={isOf(path) ? 'page' : undefined}
            className={classes.place}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ConnectionLost />
        <Outlet />
        <VisuallyHidden role="status">{told > 0 ? t('shell.changed', { count: told }) : ''}</VisuallyHidden>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" className={classes.bar}>
        <nav aria-label={t('shell.places')} className={classes.tabs}>
          {open.map(({ to, name, icon: Icon, isOf }) => (
            <Link key={to} to={to} className={classes.tab} aria-current={isOf(path) ? 'page' : undefined}>
              <Icon size={22} aria-hidden />
              {t(`places.${name}`)}
            </Link>
          ))}
        </nav>
      </AppShell.Footer>
    </AppShell>
  );
}
