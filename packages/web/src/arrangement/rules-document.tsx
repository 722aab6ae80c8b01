import { TLP_LEVELS } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { TlpPlate } from '../design/tlp-plate.tsx';
import './rules.css';
import { t } from '../kernel/words.ts';
import { levelWords, ruleWords } from './profile-words.ts';
import type { ProfileDraft } from './profile-words.ts';

/** The rules of a community as a document to read: what each level lets whom see, and what the words mean. */
export function RulesDocument({ profile }: { profile: ProfileDraft }): ReactNode {
  return (
    <div className="stack rules-document">
      <h3>{t('How far each level goes here')}</h3>
      <dl className="facts">
        {TLP_LEVELS.map((level) => (
          <div key={level} className="level-line">
            <dt>
              <TlpPlate level={level} />
            </dt>
            <dd>{levelWords(level, profile)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('What words mean')}</h3>
      <dl className="facts">
        {ruleWords(profile).map(({ about, words }) => (
          <div key={about} className="rule-line">
            <dt>{about}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
