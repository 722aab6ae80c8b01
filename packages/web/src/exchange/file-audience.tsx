import type { ReactNode } from 'react';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Community } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';
import { AudienceSentence } from '../protection/audience-sentence.tsx';
import { proposedMarking } from '../protection/marking-draft.ts';
import type { AtLevel } from './file-markings.ts';

/** Where it is said, for whoever leads there. */
const PLACE = 'by-the-file';

interface FileAudienceProps {
  readonly community: Community;
  readonly levels: readonly AtLevel[];
  /** How many objects name a marking which is no TLP. */
  readonly others: number;
}

/** Who will see what of files that keep their own markings: level by level, each counted by the hub. */
export function FileAudience({ community, levels, others }: FileAudienceProps): ReactNode {
  if (levels.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby={PLACE}>
      <h3 id={PLACE} tabIndex={-1}>
        {t('Who will see what')}
      </h3>
      <ul className="stack">
        {levels.map((one) => (
          <li key={one.level} className="stack tight">
            <p>
              <TlpPlate level={one.level} /> {partsWords(one)}
            </p>
            {one.level === 'red' ? (
              <div className="audience nobody">
                <p>
                  {t(
                    'Nobody but you and those who speak for your organization: a file names no persons.',
                  )}
                </p>
              </div>
            ) : (
              <AudienceSentence community={community} draft={proposedMarking(one.level)} />
            )}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <p className="small">
          {plural(others, {
            one: '1 object names a marking besides TLP. Where that is not known here, nobody else sees it until it is.',
            other:
              '{{count}} objects name markings besides TLP. Where one is not known here, nobody else sees them until it is.',
          })}
        </p>
      )}
    </section>
  );
}

/** The same in a line: the levels that occur, and the way to who sees them. */
export function FileLevels({ levels }: Pick<FileAudienceProps, 'levels'>): ReactNode {
  if (levels.length === 0) return null;
  return (
    <p className="row small">
      {levels.map(({ level }) => (
        <TlpPlate key={level} level={level} />
      ))}
      <a href={`#${PLACE}`}>{t('Who will see what')}</a>
    </p>
  );
}

function partsWords({ marked, unmarked, hasWords }: AtLevel): string {
  const sentences: string[] = [];
  if (marked > 0)
    sentences.push(
      plural(marked, { one: '1 object is marked so.', other: '{{count}} objects are marked so.' }),
    );
  if (unmarked > 0)
    sentences.push(
      plural(unmarked, {
        one: '1 object has no marking and goes out so, as agreed here.',
        other: '{{count}} objects have no marking and go out so, as agreed here.',
      }),
    );
  if (hasWords) sentences.push(t('What you write beside the files goes out so too.'));
  return sentences.join(' ');
}
