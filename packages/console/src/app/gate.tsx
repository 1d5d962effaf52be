// Lets in who is signed in. The address stays as it is meanwhile, so that nobody is led anywhere else after it.
import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiFault } from '../api/client.ts';
import { NoCompany } from '../parts/no-company.tsx';
import { Problem } from '../parts/problem.tsx';
import { useChoice } from './choice.ts';
import { useConnection } from './connection.ts';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in.tsx';
import { SignedOut } from './signed-out.tsx';
import { DeskProvider, useCompanies, useCompany, useOwnKey } from './who.ts';

export function Gate() {
  const { t } = useTranslation();
  const key = useOwnKey();
  const companies = useCompanies(key.data !== undefined);
  const [choice, choose] = useChoice();
  const all = companies.data?.companies ?? [];
  const chosen = all.find(({ company_id: id }) => id === choice.company) ?? all[0];
  const company = useCompany(chosen?.company_id);
  const { isSignedOut } = useConnection();

  if (!key.data && key.error instanceof ApiFault && key.error.status === 401) return <SignInPage />;
  const failed = [key, companies, company].find(({ data, error }) => data === undefined && error);
  if (failed?.error) {
    return (
      <Center mih="80vh" p="md">
        <Problem error={failed.error} again={() => void failed.refetch()} />
      </Center>
    );
  }
  if (companies.data && all.length === 0) return <NoCompany />;
  if (!key.data || !companies.data || !company.data) {
    return (
      <Center mih="80vh">
        <Loader aria-label={t('loading')} />
      </Center>
    );
  }
  const branch = company.data.branches.some(({ branch_id: id }) => id === choice.branch) ? choice.branch : undefined;
  return (
    <DeskProvider value={{ key: key.data, company: company.data, branch, choose }}>
      <Shell companies={all} />
      <SignedOut opened={isSignedOut} keyName={key.data.name} />
    </DeskProvider>
  );
}
