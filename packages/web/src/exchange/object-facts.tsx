import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';
import { LookUpChip } from './look-up-chip.tsx';
import { explainPattern } from './pattern-words.ts';
import { countryWords, regionWords } from './place-words.ts';
import { termWords } from '../kernel/term-words.ts';
import { safeText } from './words.ts';

interface ObjectFactsProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

/** Lists of terms or texts, and how one is said: a term of the standard in the reader's language, a text as it is. */
const LISTS = [
  ['indicator_types', word('Means'), termWords],
  ['malware_types', word('Kind'), termWords],
  ['tool_types', word('Kind'), termWords],
  ['report_types', word('Kind'), termWords],
  ['infrastructure_types', word('Kind'), termWords],
  ['threat_actor_types', word('Kind'), termWords],
  ['incident_types', word('Kind'), termWords],
  ['aliases', word('Also called'), asItIs],
  ['roles', word('Roles'), termWords],
  ['sectors', word('Sectors'), termWords],
  ['capabilities', word('What it can do'), termWords],
  ['implementation_languages', word('Written in'), asItIs],
  ['architecture_execution_envs', word('Runs on'), asItIs],
  ['secondary_motivations', word('Also driven by'), termWords],
  ['goals', word('Goals'), asItIs],
  ['labels', word('Labels'), asItIs],
] as const;
const TEXTS = [
  ['primary_motivation', word('Driven by'), termWords],
  ['sophistication', word('Skill'), termWords],
  ['resource_level', word('Backed by means of'), termWords],
  ['objective', word('Objective'), asItIs],
  ['identity_class', word('Is a'), termWords],
  ['tool_version', word('Version'), asItIs],
  ['context', word('Context'), termWords],
  ['result', word('Found to be'), termWords],
  ['region', word('Region'), regionWords],
  ['country', word('Country'), countryWords],
] as const;
const TIMES = [
  ['valid_from', word('Valid from')],
  ['first_seen', word('First seen')],
  ['last_seen', word('Last seen')],
  ['first_observed', word('First seen')],
  ['last_observed', word('Last seen')],
  ['published', word('Published')],
  ['created', word('Made')],
  ['modified', word('Changed')],
] as const;
const SOURCES_SHOWN = 20;

/** What the object says of itself, in words. */
export function ObjectFacts({ object, community }: ObjectFactsProps): ReactNode {
  const stix = object.object;
  const description = stix['description'] ?? stix['abstract'] ?? stix['content'];
  const facts = factsOf(stix);
  return (
    <section className="panel stack" aria-labelledby="facts">
      <h2 id="facts">{t('What it says')}</h2>
      {typeof description === 'string' ? (
        <p className="measure as-written">{safeText(description)}</p>
      ) : (
        <p className="quiet">{t('Its source wrote no description.')}</p>
      )}
      <Pattern pattern={stix['pattern']} community={community} />
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(([name, words]) => (
            <Fact key={name} name={name} words={words} />
          ))}
        </dl>
      )}
      <Sources stix={stix} />
    </section>
  );
}

function Fact({ name, words }: { name: string; words: ReactNode }): ReactNode {
  return (
    <>
      <dt>{t(name)}</dt>
      <dd>{words}</dd>
    </>
  );
}

/** A pattern explained, its values to be copied and looked up; the pattern itself stands below. */
function Pattern({ pattern, community }: { pattern: unknown; community: Community }): ReactNode {
  if (typeof pattern !== 'string') return null;
  const read = explainPattern(pattern);
  return (
    <div className="stack tight">
      <h3>{t('What it matches')}</h3>
      {read === undefined ? (
        <p className="quiet">{t('It is not written in the pattern language of STIX.')}</p>
      ) : (
        <>
          <p>{read.sentence}</p>
          <ul className="stack tight">
            {read.parts.map(({ of, how, value }) => (
              <li key={of + how + value}>
                <LookUpChip community={community} kind={`${of} ${how}`.trim()} value={value} />
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>{t('The pattern itself')}</summary>
        <code className="mono" translate="no">
          {safeText(pattern)}
        </code>
      </details>
    </div>
  );
}

/** Where the source read it. An address stands there to be read; opening it takes a second, named step. */
function Sources({ stix }: { stix: Record<string, unknown> }): ReactNode {
  const list: unknown = stix['external_references'];
  if (!Array.isArray(list) || list.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{t('Where it comes from')}</h3>
      <ul className="stack tight">
        {list
          .filter(isRecord)
          .slice(0, SOURCES_SHOWN)
          .map((reference, index) => (
            <li key={index}>
              <External reference={reference} />
            </li>
          ))}
      </ul>
    </div>
  );
}

function External({ reference }: { reference: Record<string, unknown> }): ReactNode {
  const { url, description } = reference;
  const names = [reference['source_name'], reference['external_id']].filter(isText);
  const web = isText(url) ? webAddressOf(url) : undefined;
  return (
    <>
      {safeText(names.join(', '))}
      {isText(description) && <span className="quiet">: {safeText(description)}</span>}
      {isText(url) && (
        <div className="small">
          <span className="mono">{safeText(url)}</span>{' '}
          {web !== undefined && (
            <a href={web} target="_blank" rel="noreferrer noopener">
              {t('Open it outside of Tocsin')}
              <span className="unseen"> {safeText(url)}</span>
            </a>
          )}
        </div>
      )}
    </>
  );
}

/** An address that opens a page of the web and nothing else; one that names an account at it pretends to be another. */
function webAddressOf(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { href, username, password } = new URL(text);
  return username === '' && password === '' ? href : undefined;
}

function factsOf(stix: Record<string, unknown>): [string, ReactNode][] {
  const facts: [string, ReactNode][] = [];
  for (const [key, name, say] of LISTS) {
    const value = stix[key];
    const words = Array.isArray(value) ? value.filter(isText) : [];
    if (words.length > 0) facts.push([name, safeText(words.map(say).join(', '))]);
  }
  if (typeof stix['is_family'] === 'boolean') {
    facts.push([
      word('Stands for'),
      stix['is_family'] ? t('A whole family') : t('One single program'),
    ]);
  }
  for (const [key, name, say] of TEXTS) {
    const value = stix[key];
    if (isText(value)) facts.push([name, safeText(say(value))]);
  }
  for (const [key, name] of TIMES) {
    const value = stix[key];
    if (isText(value)) facts.push([name, <TimeText at={value} as="day" />]);
  }
  return facts;
}

function asItIs(text: string): string {
  return text;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
