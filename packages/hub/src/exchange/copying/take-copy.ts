import { levelOfLabel, mayReshare, rankOfLevel, tlpText } from '@tocsin/policy';
import type { ReshareDecision, TlpLevel } from '@tocsin/policy';
import { microsText, RECORDED_LEVELS } from '@tocsin/store';
import type { Client, ObjectDetail } from '@tocsin/store';
import type { z } from 'zod';
import {
  authorize,
  hidden,
  instantText,
  isRefusal,
  refuse,
  Refused,
  refusedBy,
} from '../../kernel/index.ts';
import type { CallerContext, InputOf, Operation } from '../../kernel/index.ts';
import {
  markedText,
  markingsOfRows,
  mustBeEncrypted,
  organizationNames,
  termsWords,
} from '../../protection/index.ts';
import { wayOf } from '../sharing/bring.ts';
import { bundleCopy } from './bundle-copy.ts';
import { watermarkLine } from './copied-object.ts';
import type { CopiedObject } from './copied-object.ts';
import { COPY_TEXT_MAX } from './copying.contract.ts';
import type { takeCopy as contract } from './copying.contract.ts';
import { pageCopy } from './page-copy.ts';
import { sealerFor } from './seal.ts';
import type { Sealer } from './seal.ts';

type Body = InputOf<typeof contract>['body'];
type LeftOut = z.output<typeof contract.output>['left_out'];

/** What is not there, and what one may not see, in the same words. */
const ABSENT = 'There is nothing here with this id.';

/** Of what one has not opened yet one takes no copy either. */
const UNCONFIRMED = 'Open it here first, and confirm what that means.';

/**
 * A copy to keep (marking rules 2.3, "machine export"): entered in the handling record before it leaves, with a line
 * that says whose it is, and encrypted where its marking asks for care.
 */
export const takeCopy: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const client = await clientNamed(context, body);
  if (client instanceof Refused) return client;
  const { found, leftOut } = await chosen(context, community.id, body);
  if (found.length === 0) return refusalOf(leftOut);
  const length = found.reduce((sum, { text }) => sum + text.length, 0);
  if (length > COPY_TEXT_MAX) return tooMuch();
  const objects = await copied(context, community.id, found);
  const level = strictestOf(objects);
  const recipients = body.recipients ?? recipientsOf(client);
  const isSealed = isClosed({ body, client, found, level });
  const sealer = isSealed ? sealerFor(recipients) : PLAIN;
  if (sealer === undefined) return noRecipient();
  const taken = await handle.handling.took({
    community: community.id,
    way: wayOf(context),
    form: body.form,
    isSealed,
    rows: found,
    ...(body.gift === undefined ? {} : { gift: body.gift }),
  });
  if (isRefusal(taken)) return refusedBy(taken);
  await handle.exchange.delivered({ community: community.id, way: wayOf(context), rows: found });
  const at = instantText(taken.at);
  const text = textOf(objects, body.form, {
    id: taken.id,
    at,
    line: watermarkLine({ ...taken, at }),
  });
  return {
    copy: taken.id,
    ...nameOf(body.form, { level, at, isSealed }),
    encrypted: isSealed,
    ...(sealer.passphrase === undefined ? {} : { passphrase: sealer.passphrase }),
    data: Buffer.from(await sealer.seal(text)).toString('base64'),
    objects: objects.length,
    left_out: leftOut,
  };
};

const PLAIN: Sealer = { seal: (text) => Promise.resolve(Buffer.from(text)) };

function noRecipient(): Refused {
  return refuse('invalid', 'One of the recipients is none', {
    faults: [
      {
        pointer: '/recipients',
        code: 'custom',
        message: 'Give age recipients as "age-keygen" prints them: "age1…"',
      },
    ],
  });
}

/** What is asked for and may be copied, and what may not, with the rule. */
async function chosen(
  { handle, now }: CallerContext,
  community: string,
  { ids, gift }: Pick<Body, 'ids' | 'gift'>,
): Promise<{ found: ObjectDetail[]; leftOut: LeftOut }> {
  const reader = await handle.reader();
  const found: ObjectDetail[] = [];
  const leftOut: LeftOut = [];
  for (const id of new Set(ids)) {
    const object = await handle.exchange.object(id, community);
    const acts = gift === undefined ? EXPORT : GIVING;
    const decisions = acts.map((act) =>
      object === undefined ? undefined : mayReshare(reader, object.label, { act, now: now() }),
    );
    const isOpen =
      object !== undefined && (await handle.attestation.missing(community, [object])).size === 0;
    const refused = decisions.find((decision) => decision !== undefined && !allows(decision));
    if (object === undefined || decisions.includes(undefined)) leftOut.push({ id, words: ABSENT });
    else if (refused !== undefined) leftOut.push({ id, words: refused.words });
    else if (isOpen) found.push(object);
    else leftOut.push({ id, words: UNCONFIRMED });
  }
  return { found, leftOut };
}

const EXPORT = ['machine-export'] as const;
/** What leaves for a client leaves the hub as well. */
const GIVING = ['machine-export', 'give-client'] as const;

/** That what is given to clients is recorded is the condition TLP:AMBER states, and it is. */
function allows({ act, verdict }: ReshareDecision): boolean {
  return verdict === 'yes' || (act === 'give-client' && verdict === 'conditional');
}

/** The client it is for; `undefined` when it is for the organization itself. */
async function clientNamed(
  { handle }: CallerContext,
  { gift }: Body,
): Promise<Client | Refused | undefined> {
  if (gift === undefined) return undefined;
  const found = (await handle.handling.clients()).find(({ id }) => id === gift.client);
  if (found !== undefined) return found;
  return refuse('invalid', 'Cannot take the request: see the errors', {
    faults: [
      {
        pointer: '/gift/client',
        code: 'unknown-client',
        message: 'Your organization has no such client: take one of GET /api/v1/clients',
      },
    ],
  });
}

/** What is given to a client always is, and what a term says so of; else as asked, or where care is asked for. */
function isClosed({
  body,
  client,
  found,
  level,
}: {
  body: Body;
  client: Client | undefined;
  found: readonly ObjectDetail[];
  level: TlpLevel;
}): boolean {
  if (body.recipients !== undefined || client !== undefined) return true;
  if (found.some(({ label }) => mustBeEncrypted(label))) return true;
  return body.encrypt ?? RECORDED_LEVELS.includes(level);
}

function recipientsOf(client: Client | undefined): string[] | undefined {
  return client?.recipient === undefined ? undefined : [client.recipient];
}

function refusalOf(leftOut: LeftOut): Refused {
  const refused = leftOut.find(({ words }) => words !== ABSENT);
  return refused === undefined ? hidden() : refuse('policy-refused', refused.words);
}

function tooMuch(): Refused {
  return refuse('invalid', 'This is too much for one copy: choose fewer objects', {
    faults: [
      {
        pointer: '/ids',
        code: 'too_big',
        message: `The objects of one copy have at most ${String(COPY_TEXT_MAX)} characters`,
      },
    ],
  });
}

async function copied(
  context: CallerContext,
  community: string,
  found: readonly ObjectDetail[],
): Promise<CopiedObject[]> {
  const markings = await markingsOfRows(context, found);
  const sources = new Set(found.map(({ origin }) => origin));
  const named = await organizationNames(context, community, sources);
  return found.flatMap((object) => {
    const marking = markings.get(object.labelId);
    if (marking === undefined) return [];
    const level = levelOfLabel(object.label, context.now());
    return [
      {
        id: object.id,
        type: object.type,
        title: object.title,
        source: named(object.origin),
        addedAt: microsText(object.dateAdded),
        level,
        marking,
        terms: termsWords(object.label),
        text: markedText(object.text, level),
      },
    ];
  });
}

function strictestOf(objects: readonly CopiedObject[]): TlpLevel {
  return objects.reduce<TlpLevel>(
    (strictest, { level }) => (rankOfLevel(level) > rankOfLevel(strictest) ? level : strictest),
    'clear',
  );
}

function textOf(
  objects: readonly CopiedObject[],
  form: Body['form'],
  copy: { readonly id: string; readonly at: string; readonly line: string },
): string {
  return form === 'stix' ? bundleCopy(objects, copy) : pageCopy(objects, copy.line);
}

/** A name that begins with its strictest marking. */
function nameOf(
  form: Body['form'],
  { level, at, isSealed }: { level: TlpLevel; at: string; isSealed: boolean },
): { name: string; media_type: string } {
  const label = tlpText(level).replaceAll(/[:+]/g, '-');
  const ending = form === 'stix' ? 'json' : 'html';
  const plain = form === 'stix' ? 'application/stix+json' : 'text/html';
  return {
    name: `${label}-tocsin-${at.slice(0, 10)}.${ending}${isSealed ? '.age' : ''}`,
    media_type: isSealed ? 'application/octet-stream' : plain,
  };
}
