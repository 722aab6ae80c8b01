// `npm start` and `npm run demo`: from a fresh clone to a running hub. Flags go to `tocsin hub` and `tocsin demo`.
import {
  commandEntry,
  ensureCompiled,
  ensureInstalled,
  ensureWebBuilt,
  findNode,
  handOver,
  nodeFlags,
  toolEnvironment,
} from './bootstrap.mjs';

ensureInstalled();
const node = findNode();
ensureWebBuilt(node);
ensureCompiled(node);
const [first, ...rest] = process.argv.slice(2);
const words = first === 'demo' ? ['demo', ...rest] : ['hub', ...process.argv.slice(2)];
handOver(node, [...nodeFlags, commandEntry, ...words], toolEnvironment(node));
