import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import type { ApplicantView } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import './joining.css';

/** Questions and answers between the chairs and an applicant. */
export function Thread({ of }: { of: ApplicantView['thread'] }): ReactNode {
  if (of.length === 0) return <p className="quiet">{t('Nobody has written anything yet.')}</p>;
  return (
    <ul className="plain stack tight thread">
      {of.map((one) => (
        <li key={`${one.at} ${one.words}`}>
          <p className="small quiet">
            {one.from === 'community' ? t('The community') : t('The applicant')}
            {one.name !== undefined && `: ${safeText(one.name)}`}, <TimeText at={one.at} />
          </p>
          <p className="written">{safeText(one.words)}</p>
        </li>
      ))}
    </ul>
  );
}
