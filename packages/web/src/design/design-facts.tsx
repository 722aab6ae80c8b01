import { TLP_LEVELS } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { ComputedPlate } from './computed-plate.tsx';
import { HubWords } from './hub-words.tsx';
import { Keys } from './keys.tsx';
import { PartyChip } from './party-chip.tsx';
import { Term } from './term.tsx';
import { DateTime, TimeText } from './time-text.tsx';
import { TlpPlate } from './tlp-plate.tsx';
import { ValueChip } from './value-chip.tsx';

const NOON = '2026-03-14T12:00:00.000Z';

const FROM_HUB = 'For the community; not for public channels.';

/** Parts that say something: plates, values, parties, times, verdicts. */
export function FactParts(): ReactNode {
  return (
    <>
      <section className="panel stack" aria-labelledby="plates">
        <h2 id="plates">{t('Markings')}</h2>
        <p className="row">
          {TLP_LEVELS.map((level) => (
            <TlpPlate key={level} level={level} />
          ))}
        </p>
        <ComputedPlate levels={['clear', 'amber+strict', 'amber']} />
        <div className="audience">
          <p>
            <HubWords>{FROM_HUB}</HubWords>
          </p>
        </div>
        <p>
          {t('What a marking reaches is its')} <Term name="audience">{t('audience')}</Term>.
        </p>
      </section>
      <section className="panel stack" aria-labelledby="values">
        <h2 id="values">{t('Values, parties, times')}</h2>
        <p className="row">
          <ValueChip kind="URL" value="https://login.evil-portal.example/auth.php" />
          <ValueChip value="198.51.100.23" />
        </p>
        <p className="row">
          <PartyChip name="Lakeside Water" /> <PartyChip name="Northern Grid" note={t('You')} />
        </p>
        <p className="row">
          <TimeText at={NOON} as="day" /> <DateTime at={NOON} /> <Keys keys="g h" />{' '}
          <Keys keys="Mod+k" />
        </p>
        <p className="verdict">{t('Nobody has answered it yet. Did you see it?')}</p>
        <p className="row">
          <span className="tag">{t('Held')}</span>
          <span className="tag good">{t('Kept')}</span>
          <span className="tag caution">{t('Quarantined')}</span>
          <span className="tag bad">{t('Refused')}</span>
        </p>
        <div className="scrolls" tabIndex={0} role="region" aria-label={t('Table')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('Source')}</th>
                <th scope="col">{t('Since')}</th>
                <th scope="col">{t('Marking')}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>
                  <PartyChip name="Lakeside Water" />
                </td>
                <td>
                  <TimeText at={NOON} as="day" />
                </td>
                <td>
                  <TlpPlate level="green" />
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
