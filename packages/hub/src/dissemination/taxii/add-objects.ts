import { scanBundle } from '@tocsin/stix';
import type { StixLimits, StixProblem } from '@tocsin/stix';
import type { Fate, Receipt, ReceiptLine } from '@tocsin/store';
import { statusOf, taxiiTimestamp } from '@tocsin/taxii';
import type { Status, StatusDetails } from '@tocsin/taxii';
import { areTooMany, gate, readObjects, SHARE_OBJECTS_MAX } from '../../exchange/index.ts';
import type { Place } from './read-page.ts';
import { TaxiiRefused } from './refusal.ts';

/** The media type of TAXII bodies is checked before; this takes an envelope, or a bundle as older clients send it. */
export async function addObjects(
  place: Place,
  body: Uint8Array,
  {
    keepReason,
    ...limits
  }: Pick<StixLimits, 'bodyBytes' | 'depth'> & { keepReason: string | undefined },
): Promise<Status | TaxiiRefused> {
  const scanned = scanBundle(body, limits);
  if (!scanned.ok) return bodyRefused(scanned.problem);
  if (scanned.kind !== 'envelope' && scanned.kind !== 'bundle') {
    return notProcessed('The body is not an envelope: send {"objects": […]}');
  }
  if (scanned.objects.length === 0) {
    return notProcessed('The envelope has no objects: send {"objects": […]} with at least one');
  }
  const read = await readObjects(body, scanned.objects, { limits });
  if (areTooMany(read)) {
    const words = `An envelope holds at most ${String(SHARE_OBJECTS_MAX)} objects, those made from STIX 2.0 counted; send it in parts`;
    return new TaxiiRefused(413, words);
  }
  const { objects, refused, report } = gate({
    rules: place.community.profile.shield,
    topics: place.community.profile.competition.topics,
    bytes: body,
    said: keepReason === undefined ? undefined : { reason: keepReason },
    words: {},
    ...read,
  });
  const { exchange } = place.caller.handle;
  const receipt = await exchange.contribute({
    community: place.community.id,
    kind: 'bundle',
    via: 'taxii',
    objects,
    refused,
    shield: report,
  });
  return statusOfReceipt(receipt);
}

/** A receipt as a TAXII status. What is here already is a success (TAXII 2.1 §5.5). */
export function statusOfReceipt(receipt: Receipt): Status {
  const requestedAt = receipt.at * 1000;
  const successes: StatusDetails[] = [];
  const failures: StatusDetails[] = [];
  for (const line of receipt.lines) {
    (IS_SUCCESS[line.fate] ? successes : failures).push(detailsOf(line, requestedAt));
  }
  const { review } = receipt;
  const waiting = (review?.waiting ?? []).map((one) => waitingOf(one, review, requestedAt));
  const isOpen = review?.state === 'waiting' || review?.state === 'held';
  if (!isOpen) failures.push(...waiting);
  const pendings = isOpen ? waiting : [];
  return statusOf({ id: receipt.id, requestedAt, successes, failures, pendings });
}

/** An object that waits for a sharing officer, or did not leave (TAXII 2.1 §4.3: the status is `pending` meanwhile). */
function waitingOf(
  { id, version }: NonNullable<Receipt['review']>['waiting'][number],
  review: Receipt['review'],
  requestedAt: number,
): StatusDetails {
  const words = review?.words === undefined ? '' : `: ${review.words}`;
  return {
    id,
    version: version ?? taxiiTimestamp(requestedAt),
    message: `${WAITING_WORDS[review?.state ?? 'waiting']}${words}`,
  };
}

const WAITING_WORDS: Readonly<Record<NonNullable<Receipt['review']>['state'], string>> = {
  waiting: 'It waits for a sharing officer of your organization',
  held: 'A sharing officer of your organization keeps it back for now',
  released: 'It was left out when a sharing officer released the share',
  returned: 'It was not released by your organization',
  withdrawn: 'It was taken back before it left',
};

const IS_SUCCESS: Readonly<Record<Fate, boolean>> = {
  kept: true,
  'already-here': true,
  // Kept, and readable by nobody else until the marking it names arrives: the message says so.
  held: true,
  quarantined: false,
  refused: false,
};

/** Details need an id and a version even for what has neither (TAXII 2.1 §4.3.1). */
function detailsOf(line: ReceiptLine, requestedAt: number): StatusDetails {
  const details: StatusDetails = {
    id: line.id ?? `x-unreadable--00000000-0000-4000-8000-${String(line.index).padStart(12, '0')}`,
    version: line.version ?? taxiiTimestamp(requestedAt),
  };
  if (line.problems.length > 0) details.message = messageOf(line);
  return details;
}

/** Problems told in one message. */
const TOLD_MAX = 5;

function messageOf(line: ReceiptLine): string {
  const told = line.problems.slice(0, TOLD_MAX).map(({ path, message, section }) => {
    const where = path === '' ? '' : `${path}: `;
    return `${where}${message} (${section})`;
  });
  const rest = line.problems.length - told.length;
  const more = rest > 0 ? `; and ${String(rest)} more` : '';
  return `Object ${String(line.index)}: ${told.join('; ')}${more}`;
}

function bodyRefused(problem: StixProblem): TaxiiRefused {
  if (problem.rule === 'body-too-large' || problem.rule === 'too-many-objects') {
    return new TaxiiRefused(413, problem.message);
  }
  return notProcessed(problem.message);
}

function notProcessed(words: string): TaxiiRefused {
  return new TaxiiRefused(422, words);
}
