import {
  IconGavel,
  IconHome,
  IconMessageQuestion,
  IconRadar2,
  IconScale,
  IconSignature,
  IconSend,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

/** The way to each page. Only pages that exist. */
export function MainNavigation({ community }: { community: Community }): ReactNode {
  const params = { community: community.slug };
  return (
    <nav aria-label={t('Main')}>
      <ul>
        <li>
          <Link to="/">
            <IconHome size={19} aria-hidden /> {t('Home')}
          </Link>
        </li>
        <li>
          <Link to="/c/$community/intelligence" params={params} search={{}}>
            <IconRadar2 size={19} aria-hidden /> {t('Intelligence')}
          </Link>
        </li>
        <li>
          <Link to="/c/$community/shares" params={params}>
            <IconSend size={19} aria-hidden /> {t('Our shares')}
          </Link>
        </li>
        <li>
          <Link to="/c/$community/releases" params={params}>
            <IconMessageQuestion size={19} aria-hidden /> {t('Requests')}
          </Link>
        </li>
        <li>
          <Link to="/c/$community/members" params={params}>
            <IconUsers size={19} aria-hidden /> {t('Members')}
          </Link>
        </li>
        <li>
          <Link to="/c/$community/rules" params={params}>
            <IconScale size={19} aria-hidden /> {t('Rules')}
          </Link>
        </li>
        <li className="not-on-phone">
          <Link to="/c/$community/papers" params={params}>
            <IconSignature size={19} aria-hidden /> {t('Papers')}
          </Link>
        </li>
        <li className="not-on-phone">
          <Link to="/c/$community/decisions" params={params}>
            <IconGavel size={19} aria-hidden /> {t('Decisions')}
          </Link>
        </li>
        {/* Six places fit a phone: there the settings are behind one's own name. */}
        <li className="not-on-phone">
          <Link to="/settings">
            <IconSettings size={19} aria-hidden /> {t('Settings')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}
