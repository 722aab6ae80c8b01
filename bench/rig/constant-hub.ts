/**
 * A hub whose look-up answers a constant: everything else of the route is as it is. What a look-up costs beside it
 * is what looking costs.
 */
import { Answer } from '../../packages/hub/src/kernel/index.ts';
import { readSettings, serve, SLICES } from '../../packages/hub/src/index.ts';

const CONSTANT = '{"results":[{"value":"192.0.2.1","kind":"ipv4-addr","known":false,"hits":[]}]}';

for (const operation of SLICES.flatMap((slice) => slice.operations)) {
  if (operation.contract.name !== 'look-up-value') continue;
  Object.assign(operation, { run: () => Promise.resolve(new Answer({ json: CONSTANT })) });
}

const flags: Record<string, string> = {};
const given = process.argv.slice(process.argv.indexOf('hub') + 1);
for (let at = 0; at < given.length; at += 2) {
  flags[(given[at] ?? '').replace(/^--/, '')] = given[at + 1] ?? '';
}
await serve(readSettings({ flags }), (line) => console.log(line));
