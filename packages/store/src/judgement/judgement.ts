import { isOwnName, JUDGED_TOPICS, RELIABILITIES, standingIn } from '@tocsin/policy';
import type { JudgedTopic, Reader, Reliability } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Judged, Judgement, JudgementHandle, Refusal } from '../store.ts';
import { visible } from '../visibility/views.ts';
import { JUDGEMENT_REASON_MAX, JUDGEMENTS_MAX } from './limits.ts';

/** What an organization holds of its sources, as one principal of it may use it. */
export function createJudgement(access: ExchangeAccess): JudgementHandle {
  return {
    of: (sources) =>
      access.engine.read(async (query) => {
        const { organization, providerStaff } = await access.reader(query);
        // Whoever acts for a member from elsewhere may be of the very source that was judged.
        return providerStaff ? [] : judgementsOf(query, organization, sources);
      }),
    judge: (community, judged) => judge(access, community, judged),
  };
}

async function judge(
  access: ExchangeAccess,
  community: string,
  judged: Judged,
): Promise<Judgement[] | Refusal> {
  // Whom one has nothing from does not exist for them.
  const isKnown = await reading(access, async ({ query, view, words }) => {
    const row = await query.one<{ found: number }>(
      `SELECT 1 AS found FROM version v WHERE v.community = ? AND v.origin = ? AND v.pos > 0
        AND ${visible(query.dialect, 'v.label')} LIMIT 1`,
      [words.number(community), words.number(judged.source), view.labels],
    );
    return row !== undefined;
  });
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    mustJudge(reader, community, judged.source);
    if (!isKnown) throw hidden();
    const { source, topic } = judged;
    const reason = judged.reason.trim().toWellFormed();
    if (reason.length > JUDGEMENT_REASON_MAX)
      throw new Refused('invalid', 'The reason is too long');
    const at = access.now();
    await put(transaction, reader, { ...judged, reason, at });
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'judge-source',
      words: 'Said how reliable a source is for the organization',
      facts: { source, topic, letter: judged.letter ?? 'F' },
    });
    return judgementsOf(transaction, reader.organization, [source]);
  });
}

async function put(
  transaction: Transaction,
  { organization, id }: Reader,
  { source, topic, letter, reason, at }: Judged & { at: number },
): Promise<void> {
  await transaction.run(
    'DELETE FROM judgement WHERE organization = ? AND source = ? AND topic = ?',
    [organization, source, topic],
  );
  if (letter === undefined) return;
  const held = await transaction.one<{ held: number }>(
    'SELECT count(*) AS held FROM judgement WHERE organization = ?',
    [organization],
  );
  if ((held?.held ?? 0) >= JUDGEMENTS_MAX) {
    throw new Refused('conflict', 'There are too many judgements: take some back (F)');
  }
  await transaction.run(
    'INSERT INTO judgement (organization, source, topic, letter, reason, person, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [organization, source, topic, letter, reason, id, at],
  );
}

/** Who shares for an organization judges for it; nobody judges their own, and providers judge nobody for a member. */
function mustJudge(reader: Reader, community: string, source: string): void {
  const standing = standingIn(reader, community);
  if (standing === undefined) throw hidden();
  const shares = standing.roles.some((role) => role !== 'reader');
  if (reader.kind !== 'person' || reader.providerStaff || !shares) {
    throw new Refused('not-allowed', 'Who shares for the organization judges its sources');
  }
  if (isOwnName(reader, source)) {
    throw new Refused('not-allowed', 'Nobody judges themselves: the letter is given by who reads');
  }
}

interface Row {
  source: string;
  topic: string;
  letter: string;
  reason: string;
  person: string;
  name: string;
  at: number;
}

async function judgementsOf(
  query: Query,
  organization: string,
  sources: readonly string[],
): Promise<Judgement[]> {
  if (sources.length === 0) return [];
  const rows = await query.all<Row>(
    `SELECT j.source, j.topic, j.letter, j.reason, j.person, p.name, j.at FROM judgement j JOIN person p ON p.id = j.person
      WHERE j.organization = ? AND ${isIn(query.dialect, 'j.source')} ORDER BY j.source, j.topic`,
    [organization, list(query.dialect, sources)],
  );
  return rows.flatMap(({ topic, letter, person, name, ...row }) =>
    isTopic(topic) && isLetter(letter)
      ? [{ ...row, topic, letter, person: { id: person, name } }]
      : [],
  );
}

function isTopic(text: string): text is JudgedTopic {
  return JUDGED_TOPICS.some((one) => one === text);
}

function isLetter(text: string): text is Reliability {
  return RELIABILITIES.some((one) => one === text);
}
