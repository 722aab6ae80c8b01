import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { safeText } from '../exchange/words.ts';
import type { ReviewDetail } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';
import type { ChangesInHand } from './changes.ts';
import '../shield/shield.css';

type Content = NonNullable<ReviewDetail['content']>;
/** One place in what waits. */
export type Finding = Content['findings'][number];

interface ReviewFindingsProps {
  readonly findings: readonly Finding[];
  readonly isMore: boolean;
  /** Absent: only to look at. */
  readonly inHand?: ChangesInHand;
}

/** What every rule of the shield finds, with what can be done about it. */
export function ReviewFindings({ findings, isMore, inHand }: ReviewFindingsProps): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="review-findings">
      <h2 id="review-findings">{t('What the shield finds')}</h2>
      {findings.length === 0 ? (
        <p>
          {t('No rule of the shield finds anything. That does not mean that nothing is in it.')}
        </p>
      ) : (
        <p>
          {plural(findings.length, {
            one: '1 place to look at.',
            other: '{{count}} places to look at.',
          })}
          {isMore && ` ${t('There are more than are shown.')}`}
        </p>
      )}
      <FindingList findings={findings} {...(inHand === undefined ? {} : { inHand })} />
    </section>
  );
}

/** Places found, each with why and what can be done. */
export function FindingList({
  findings,
  inHand,
}: Pick<ReviewFindingsProps, 'findings' | 'inHand'>): ReactNode {
  return (
    <ul className="plain stack tight">
      {findings.map((finding, place) => (
        <li
          key={`${String(place)} ${finding.pointer}`}
          className="finding"
          data-severity={finding.severity}
        >
          <p>
            <mark>{safeText(shortened(finding.found))}</mark>{' '}
            <span className="small quiet">{placeWords(finding)}</span>
          </p>
          <p className="small">
            <HubWords>{finding.why}</HubWords>
          </p>
          {inHand !== undefined && <FindingActs finding={finding} inHand={inHand} />}
        </li>
      ))}
    </ul>
  );
}

function FindingActs({ finding, inHand }: { finding: Finding; inHand: ChangesInHand }): ReactNode {
  const { found, instead, fix, index } = finding;
  const { changes } = inHand;
  const isReplaced = changes.replace.some(({ find }) => find === found);
  const isOut = index !== undefined && changes.leave_out.includes(index);
  return (
    <div className="row">
      {fix === 'replace' && instead !== '' && (
        <Button
          size="compact-sm"
          variant={isReplaced ? 'filled' : 'default'}
          aria-pressed={isReplaced}
          onClick={() => inHand.replace(found, isReplaced ? undefined : instead)}
        >
          {t('Write {{instead}}', { instead })}
        </Button>
      )}
      {index !== undefined && (
        <Button
          size="compact-sm"
          variant={isOut ? 'filled' : 'default'}
          aria-pressed={isOut}
          onClick={() => inHand.leaveOut(index, !isOut)}
        >
          {t('Leave the object out')}
        </Button>
      )}
    </div>
  );
}

function placeWords({ where, index, pointer }: Finding): string {
  if (where === 'title') return t('in the title');
  if (where === 'text') return t('in the text');
  return t('in object {{number}}, {{pointer}}', { number: (index ?? 0) + 1, pointer });
}

const FOUND_SHOWN = 200;

function shortened(text: string): string {
  return text.length > FOUND_SHOWN ? `${text.slice(0, FOUND_SHOWN)} …` : text;
}
