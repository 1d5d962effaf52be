// An address of the console at which nothing is.
import { useTranslation } from 'react-i18next';
import { Empty } from './empty.tsx';
import { PlaceLink } from './link.tsx';
import { Page } from './page.tsx';

export function Elsewhere() {
  const { t } = useTranslation();
  return (
    <Page title={t('elsewhere.title')} place="elsewhere">
      <Empty title={t('elsewhere.lead')}>
        <PlaceLink to="/">{t('places.today')}</PlaceLink>
      </Empty>
    </Page>
  );
}
