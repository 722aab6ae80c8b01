import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { addClient, endClient, listClients } from './clients.ts';
import * as contract from './copying.contract.ts';
import { notePrint } from './note-print.ts';
import { takeCopy } from './take-copy.ts';

/** Copies that leave: files and paper. */
export const copyOperations: readonly BoundOperation[] = [
  bind(contract.listClients, listClients),
  bind(contract.addClient, addClient),
  bind(contract.endClient, endClient),
  bind(contract.takeCopy, takeCopy),
  bind(contract.notePrint, notePrint),
];
