import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { answerOpening } from './answer-opening.ts';
import * as contract from './custody.contract.ts';
import { dismissCustodian } from './dismiss-custodian.ts';
import { listCustodians } from './list-custodians.ts';
import { listOpenings } from './list-openings.ts';
import { nameCustodian } from './name-custodian.ts';
import { openSeal } from './open-seal.ts';
import { publishCustodyKey } from './publish-custody-key.ts';
import { sealSource } from './seal-source.ts';
import { showSealedSource } from './show-sealed-source.ts';

/** Seals on who a source is, and the custodians who may open them (marking rules 2.8). */
export const custodyOperations: readonly BoundOperation[] = [
  bind(contract.listCustodians, listCustodians),
  bind(contract.nameCustodian, nameCustodian),
  bind(contract.dismissCustodian, dismissCustodian),
  bind(contract.publishCustodyKey, publishCustodyKey),
  bind(contract.sealSource, sealSource),
  bind(contract.showSealedSource, showSealedSource),
  bind(contract.listOpenings, listOpenings),
  bind(contract.openSeal, openSeal),
  bind(contract.answerOpening, answerOpening),
];
