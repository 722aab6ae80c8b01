import { keepTicket } from '../kernel/acting.ts';
import { call } from '../kernel/client.ts';
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
  keepTicket(me.id, {
    community: community.id,
    source: made.source,
    secret,
    sealedOn: made.sealed_on,
  });
}
