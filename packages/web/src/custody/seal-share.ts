import { keepTicket } from '../kernel/acting.ts';
import { call, ProblemError } from '../kernel/client.ts';
import { listCustodians, sealSource } from '../kernel/contract.ts';
import type { Community, Me } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { randomText, sealFor } from './seal.ts';

interface Sealing {
  readonly community: Community;
  readonly me: Me;
  /** The ticket's secret; the same again is the same source. */
  readonly secret: string;
  readonly threshold: 1 | 2;
}

/** Seals who I am for the custodians, makes the source, and keeps its ticket in this browser. */
export async function sealShare({ community, me, secret, threshold }: Sealing): Promise<void> {
  const { organization } = me;
  if (organization === undefined) throw new Error(t('Enter your organization first.'));
  const params = { community: community.id };
  const { items } = await call(listCustodians, { params });
  const keys = items.flatMap(({ active, key }) => (active && key !== undefined ? [key] : []));
  const salt = randomText();
  const identity = {
    salt,
    community: community.id,
    organization: { id: organization.id, name: organization.name },
    person: { id: me.id, name: me.name },
    at: new Date().toISOString(),
  };
  const seal = await sealFor(identity, keys, threshold);
  const made = await call(sealSource, { params, body: { ...seal, salt, ticket: secret } });
  const isKept = keepTicket(me.id, {
    community: community.id,
    source: made.source,
    secret,
    sealedOn: made.sealed_on,
  });
  // Without the ticket nobody could ever answer for what was shared: then nothing is.
  if (!isKept) throw notKept();
}

function notKept(): ProblemError {
  return new ProblemError(
    {
      type: 'about:blank',
      title: t('This browser cannot keep the ticket'),
      status: 0,
      detail: t('Let this page store data, or remove tickets you do not need. Nothing was shared.'),
      request_id: '',
    },
    'fault',
  );
}
