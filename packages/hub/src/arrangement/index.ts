import { bind } from '../kernel/index.ts';
import type { Slice } from '../kernel/index.ts';
import { adoptProfile } from './adopt-profile.ts';
import { arrangementAuthority } from './arrangement.authority.ts';
import * as contract from './arrangement.contract.ts';
import { foundCommunity } from './found-community.ts';
import { listCommunities } from './list-communities.ts';
import { listRegimes } from './regimes/list-regimes.ts';
import * as regimes from './regimes/regimes.contract.ts';
import { setRegimes } from './regimes/set-regimes.ts';
import { showCommunity } from './show-community.ts';

export { isChair } from './arrangement.authority.ts';

/** The agreed frame of a community: purpose, what its words mean for markings (ISO 22396 5.2–5.5, 6.2–6.5.2). */
export const arrangement: Slice = {
  name: 'arrangement',
  authority: arrangementAuthority,
  operations: [
    bind(contract.listCommunities, listCommunities),
    bind(contract.foundCommunity, foundCommunity),
    bind(contract.showCommunity, showCommunity),
    bind(contract.adoptProfile, adoptProfile),
    bind(regimes.listRegimes, listRegimes),
    bind(regimes.setRegimes, setRegimes),
  ],
};
