import { TLP_LEVELS } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { TlpPlate } from '../design/tlp-plate.tsx';
import './rules.css';
import { t } from '../kernel/words.ts';
import { levelWords, ruleWords } from './profile-words.ts';
import type { ProfileDraft } from './profile-words.ts';

/** Our words, TLP's and those of others side by side: a line for each level that any of them names. */
function SchemeTable({ words, others, agreed }: ProfileDraft['classification']): ReactNode {
  const schemes = [...(words.length > 0 ? [{ name: t('Ours'), words }] : []), ...others];
  return (
    <>
      {!agreed && (
        <p className="notice" role="note">
          <strong>{t('Draft: nothing can be shared until these rules are agreed.')}</strong>
        </p>
      )}
      {schemes.length > 0 && (
        <>
          <h3>{t('Words side by side')}</h3>
          <div className="scrolls" tabIndex={0} role="region" aria-label={t('Words side by side')}>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('Level')}</th>
                  {schemes.map(({ name }) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {TLP_LEVELS.map((level) => (
                  <tr key={level}>
                    <th scope="row">
                      <TlpPlate level={level} />
                    </th>
                    {schemes.map(({ name, words: theirs }) => (
                      <td key={name}>
                        {theirs
                          .filter((one) => one.level === level)
                          .map(({ word, means }) => (
                            <div key={word}>
                              <span translate="no">{word}</span>
                              {means !== '' && <span className="small quiet"> {means}</span>}
                            </div>
                          ))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

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
      <SchemeTable {...profile.classification} />
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
