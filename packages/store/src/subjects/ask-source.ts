import { isAlias, isOwnName } from '@tocsin/policy';
import { hidden, Refused } from '../people/refused.ts';
import { readObjectOf } from '../exchange/read-object.ts';
import { readingOn } from '../exchange/tools.ts';
import type { Reader } from '@tocsin/policy';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Refusal, SubjectRequest } from '../store.ts';
import { SOURCES_ASKED_MAX } from './limits.ts';
import { acting, record } from './requests.ts';
import { isOpenRequest, ownRequest, stateOf } from './rows.ts';
import { sourcesOf } from './source-rows.ts';

/**
 * Asks one source about one object that whoever asks may read. The values are not shown: the hub compares them with
 * that object alone, and shows the result to the source alone.
 */
export function askSource(
  access: ExchangeAccess,
  place: { community: string; id: string },
  { object, source }: { object: string; source: string },
): Promise<SubjectRequest | Refusal> {
  return acting(access, async (transaction, reader) => {
    const row = await ownRequest(transaction, reader, { ...place, isToChange: true });
    if (!isOpenRequest(row) || stateOf(row) === 'received') {
      throw new Refused('conflict', 'First it has to be known who asks, and it must not be closed');
    }
    await mustRead(access, transaction, { community: place.community, object, source });
    mustBeNamed(reader, source);
    const asked = await sourcesOf(transaction, [place.id]);
    const isAsked = asked.some((one) => one.organization === source && one.stix_id === object);
    if (!isAsked && asked.length >= SOURCES_ASKED_MAX) {
      throw new Refused('conflict', 'Too many are asked one by one: ask all others together');
    }
    await transaction.run(
      `INSERT INTO subject_question (id, request, organization, stix_id, asked_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (request, organization, stix_id) DO NOTHING`,
      [access.newId(), place.id, source, object, access.now()],
    );
    await record(
      access,
      { transaction, reader },
      {
        act: 'ask-source-about-subject',
        words: 'Asked one source about one object and data of a person',
        facts: { request: place.id, object },
      },
    );
    return place;
  });
}

async function mustRead(
  access: ExchangeAccess,
  transaction: Transaction,
  at: { community: string; object: string; source: string },
): Promise<void> {
  const view = await access.views.at(transaction, access.principal);
  const tools = await readingOn(access, transaction, view);
  const { community, source: origin } = at;
  const read = await readObjectOf(tools, at.object, { community, origin });
  if (read === undefined) throw hidden();
}

/** Whose an alias is, an answer would tell: who is not named is asked with everybody else. */
function mustBeNamed(reader: Reader, source: string): void {
  if (isOwnName(reader, source)) {
    throw new Refused('invalid', 'Your own organization brought it: look at it yourself');
  }
  if (isAlias(source)) {
    throw new Refused(
      'conflict',
      'Its source is not named: ask all others together, so that nobody learns whose it is',
    );
  }
}
