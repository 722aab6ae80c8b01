import { BALLOT_TYPES, mayWritePaper } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { lineOf, writtenText } from '../papers/texts.ts';
import { mustHaveGroups, writtenLabel } from '../papers/written-label.ts';
import { recordAct } from '../people/actor.ts';
import { Refused, writeOrRefuse } from '../people/refused.ts';
import type { Value } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { BallotDetail, BallotDraft, BallotOption, NewBallot, Refusal } from '../store.ts';
import type { Acting } from './acting.ts';
import {
  BALLOT_LINE_MAX,
  BALLOT_OPTIONS_MAX,
  BALLOT_QUORUM_MAX,
  BALLOT_TEXT_MAX,
  BALLOTS_MAX,
} from './limits.ts';
import { ballotRows } from './rows.ts';
import { readBallot } from './shown.ts';

/** Begins a ballot under a label of its own. */
export async function beginBallot(
  access: ExchangeAccess,
  community: string,
  ballot: NewBallot,
): Promise<BallotDetail | Refusal> {
  const label = await writtenLabel(access, community, {
    ...ballot,
    fault: (reader) => (mayWritePaper(reader, community) ? undefined : proposersOnly()),
  });
  if (label instanceof Refused) return label.refusal;
  await access.labels.intern(access.engine, [label]);
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const { reader, now } = view;
    if (!mayWritePaper(reader, community)) throw proposersOnly();
    const tools = await readingOn(access, transaction, view);
    await mustHaveGroups(transaction, community, ballot.groups ?? []);
    // Counted over what whoever begins it sees: a refusal must not tell of ballots that are not theirs to know.
    if ((await ballotRows(tools, community)).length >= BALLOTS_MAX)
      throw new Refused('conflict', `A community has at most ${String(BALLOTS_MAX)} ballots`);
    const id = access.newId();
    await transaction.run(
      `INSERT INTO ballot (id, community, label, state, organization, author, made_at, ${COLUMNS.join(', ')})
       VALUES (?, ?, ?, 'draft', ?, ?, ?, ${COLUMNS.map(() => '?').join(', ')})`,
      [
        id,
        community,
        access.labels.idOf(label) ?? 0,
        reader.organization,
        reader.id,
        now,
        ...valuesOf(ballot),
      ],
    );
    await recordAct(transaction, access.principal, {
      at: now,
      organization: reader.organization,
      act: 'ballot-begin',
      words: 'Began a ballot',
      facts: { ballot: id, type: ballot.type },
    });
    const found = await readBallot(tools, community, id);
    if (found === undefined)
      throw new Refused('invalid', 'Choose a marking under which you may read it yourself');
    return found;
  });
}

/** Writes a ballot that is not open yet. */
export async function writeBallot(
  access: ExchangeAccess,
  { tools, transaction, row }: Acting,
  draft: BallotDraft,
): Promise<void> {
  const { reader, now } = tools.view;
  if (!mayWritePaper(reader, row.community)) throw proposersOnly();
  if (row.state !== 'draft')
    throw new Refused('conflict', 'It was opened: what is asked cannot be changed any more');
  await transaction.run(
    `UPDATE ballot SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    [...valuesOf(draft), row.id],
  );
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'ballot-write',
    words: 'Changed a ballot that is not open yet',
    facts: { ballot: row.id },
  });
}

function proposersOnly(): Refused {
  return new Refused('not-allowed', 'Chairs and representatives propose ballots');
}

const COLUMNS = [
  'title',
  'text',
  'type',
  'options',
  'majority',
  'quorum',
  'quorum_value',
  'tie',
  'is_anonymous',
];

function valuesOf(draft: BallotDraft): Value[] {
  const title = lineOf(draft.title, BALLOT_LINE_MAX, 'Say in one line what is asked');
  const text = writtenText(draft.text, BALLOT_TEXT_MAX);
  return [
    title,
    text,
    draft.type,
    JSON.stringify(checkedOptions(draft)),
    draft.majority,
    draft.quorum.kind,
    checkedQuorum(draft),
    draft.tie,
    checkedSecrecy(draft),
  ];
}

const OF_SEVERAL: ReadonlySet<BallotDraft['type']> = new Set(['one', 'approval', 'ranking']);

function checkedOptions({ type, options }: BallotDraft): BallotOption[] {
  if (!BALLOT_TYPES.includes(type)) throw new Refused('invalid', 'Choose a type of ballot');
  if (!OF_SEVERAL.has(type)) {
    if (options.length > 0)
      throw new Refused('invalid', 'A ballot of this type has no options of its own');
    return [];
  }
  if (options.length < 2 || options.length > BALLOT_OPTIONS_MAX) {
    throw new Refused('invalid', `Give 2 to ${String(BALLOT_OPTIONS_MAX)} options to choose among`);
  }
  const texts = options.map((text) => lineOf(text, BALLOT_LINE_MAX, 'Give every option a name'));
  if (new Set(texts).size < texts.length)
    throw new Refused('invalid', 'Two options have the same name');
  return texts.map((text, place) => ({ key: `o${String(place + 1)}`, text }));
}

function checkedQuorum({ type, quorum: { kind, value } }: BallotDraft): number {
  if (kind === 'none') return 0;
  if (type === 'consent') {
    throw new Refused('invalid', 'Silence consents: a ballot by consent has no quorum');
  }
  const most = kind === 'share' ? 100 : BALLOT_QUORUM_MAX;
  if (!Number.isSafeInteger(value) || value < 1 || value > most)
    throw new Refused('invalid', `Give a quorum from 1 to ${String(most)}`);
  return value;
}

function checkedSecrecy({ type, isAnonymous }: BallotDraft): number {
  if (type === 'consent' && isAnonymous) {
    throw new Refused('invalid', 'An objection has a name: a ballot by consent is open');
  }
  return isAnonymous ? 1 : 0;
}
