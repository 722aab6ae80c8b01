// Who may import whom. Each rule says why, and what to do instead. Run by `npm run arch`, which also checks
// that the cruiser saw every file: with a parser that fails it sees none, finds nothing wrong and says so.
import { readFileSync } from 'node:fs';
import swcVisitor from '@swc/core/Visitor.js';

// The walker the cruiser borrows from swc stops at `using` and `await using`; they hold expressions as `const` does.
const walker = (swcVisitor.Visitor ?? swcVisitor).prototype;
const visitStatement = walker.visitStatement;
walker.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(statement.decls);
  return statement;
};

const test = '(\\.test(-support)?\\.tsx?$|^packages/[^/]+/tests/)';
const publicFiles = [
  '^packages/[^/]+/src/(index|contract)\\.ts$',
  '^packages/testkit/src/(postgres|chromium|demo|ports|mail-server)\\.ts$',
  // The hub's words in other languages: data, which letters and the browser app read alike.
  '^packages/hub/words/[a-z]+\\.json$',
];
const contract = '\\.(contract|schemas)\\.ts$';
const browserSafeKernel =
  '^packages/hub/src/kernel/(contract|schemas|problem-codes|problem-schema)\\.ts$';
/** The filter language: pure, for the browser as for the hub. */
const filterLanguage = '^packages/hub/src/exchange/filter/[^/]+\\.ts$';

/** What each package may import, beside itself. Tests may import testkit on top. */
const packages = {
  stix: [],
  policy: ['stix'],
  taxii: ['stix'],
  match: ['stix'],
  shield: ['stix'],
  store: ['stix', 'policy'],
  hub: ['stix', 'policy', 'taxii', 'match', 'shield', 'store'],
  cli: ['stix', 'policy', 'taxii', 'match', 'shield', 'store', 'hub'],
  web: ['stix', 'policy', 'shield', 'hub'],
  testkit: ['stix', 'policy', 'taxii', 'match', 'shield', 'store', 'hub', 'cli'],
};

const slices = readSlices();

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(packages).map(([name, allowed]) => packageRule(name, allowed)),
    {
      name: 'packages-by-their-door',
      comment:
        "A package is entered by its name, which leads to index.ts (or the hub's contract.ts): export there what others need.",
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/',
        pathNot: ['^packages/$1/', ...publicFiles, '^packages/[^/]+/tests/'],
      },
    },
    {
      name: 'tests-for-tests-only',
      comment: 'What lies in a tests folder is not shipped: move what the program needs into src.',
      from: { path: '^packages/', pathNot: test },
      to: { path: test },
    },
    {
      name: 'web-sees-the-contract',
      comment:
        "The browser app gets of the hub only what '@tocsin/hub/contract' exports, and its words: server code must never reach a browser bundle.",
      from: { path: '^packages/web/', pathNot: test },
      to: {
        path: '^packages/hub/',
        pathNot: ['^packages/hub/src/contract\\.ts$', '^packages/hub/words/'],
      },
    },
    {
      name: 'testkit-for-tests-only',
      comment:
        'testkit holds shortcuts and a PostgreSQL without passwords worth the name: only tests use it.',
      from: { path: '^packages/', pathNot: [test, '^packages/testkit/'] },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'database-in-store-only',
      comment:
        'Only packages/store opens a database, so that no query escapes the reader-bound handles: ask the store for a handle. (testkit makes and drops empty databases, reads backups row by row to look for what must not be in them, and hears which statements are run.)',
      from: {
        path: '^packages/',
        pathNot: ['^packages/store/', '^packages/testkit/src/(postgres|dumped-rows|statements)'],
      },
      to: { path: ['^(node:)?sqlite$', '(^|/)node_modules/(@types/)?(pg|better-sqlite3)/'] },
    },
    {
      name: 'pure-packages',
      comment:
        'stix, policy, shield and taxii run in browsers and in other people’s programs: no Node module. Take what you need (clock, fetch, hash) as a parameter.',
      from: { path: '^packages/(stix|policy|shield|taxii)/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'web-is-for-browsers',
      comment: 'Code of the web app runs in a browser, where there is no Node module.',
      from: { path: '^packages/web/src/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    ...slices.map(sliceRule),
    {
      name: 'slices-by-their-index',
      comment:
        'A slice is entered by its index.ts, which is the slice. Only contracts may read other contracts directly, because the browser reads them too.',
      from: { path: '^packages/hub/src/([^/]+)/', pathNot: [contract, test] },
      to: {
        path: '^packages/hub/src/[^/]+/',
        pathNot: ['^packages/hub/src/$1/', '^packages/hub/src/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'hub-root-by-the-index',
      comment:
        'The files that put the hub together enter slices by their index.ts and contracts, and the kernel by its index.ts.',
      from: { path: '^packages/hub/src/[^/]+\\.ts$', pathNot: test },
      to: {
        path: '^packages/hub/src/[^/]+/',
        pathNot: [
          '^packages/hub/src/[^/]+/index\\.ts$',
          contract,
          browserSafeKernel,
          filterLanguage,
        ],
      },
    },
    {
      name: 'kernel-knows-no-slice',
      comment:
        'The kernel carries every slice and knows none: let the slice register with the kernel, or announce an event.',
      from: { path: '^packages/hub/src/kernel/', pathNot: test },
      to: { path: '^packages/hub/src/', pathNot: '^packages/hub/src/kernel/' },
    },
    {
      name: 'slices-know-no-root',
      comment:
        'The files beside the slices put the hub together; a slice that imports them imports all other slices with them.',
      from: { path: '^packages/hub/src/[^/]+/', pathNot: test },
      to: { path: '^packages/hub/src/[^/]+\\.ts$' },
    },
    {
      name: 'contracts-are-plain',
      comment:
        'A contract is data that server, browser and command line all read: it may import zod, stix, policy, taxii, other contracts and the browser-safe files of the kernel, nothing else.',
      from: { path: `^packages/hub/src/.*${contract}` },
      to: {
        pathNot: [
          '(^|/)node_modules/zod/',
          '^packages/(stix|policy|taxii)/src/index\\.ts$',
          contract,
          browserSafeKernel,
          filterLanguage,
        ],
      },
    },
    {
      name: 'filter-language-is-pure',
      comment:
        'The filter language is read in the browser as on the hub: it knows words of STIX and TLP, and nothing that runs on a server.',
      from: { path: filterLanguage, pathNot: test },
      to: { pathNot: [filterLanguage, '^packages/(stix|policy)/src/index\\.ts$'] },
    },
    {
      name: 'contract-stays-browser-safe',
      comment:
        'What the contract reaches, however indirectly, ends up in the browser: keep server code out of it.',
      from: { path: '^packages/hub/src/contract\\.ts$' },
      to: {
        reachable: true,
        path: ['^packages/(hub|store|taxii|cli|testkit)/', '(^|/)node_modules/(fastify|pino|pg)/'],
        pathNot: [contract, browserSafeKernel, filterLanguage],
      },
    },
    {
      name: 'no-file-cycles',
      comment:
        'Two files that need each other are one idea or three: move what both need into a third file.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycles',
      comment:
        'Two folders that need each other cannot be understood alone: move the shared part down, or answer by an event.',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'imports-resolve',
      comment:
        'An import that leads nowhere is checked by no other rule: correct the path or install the package.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    parser: 'swc',
    // Workspace packages are links in node_modules; the rules are written for where the links lead.
    preserveSymlinks: false,
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.svg'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

function packageRule(name, allowed) {
  const others = [name, ...allowed].join('|');
  const list = allowed.length === 0 ? 'no other package' : allowed.join(', ');
  return {
    name: `packages-${name}`,
    comment: `packages/${name} may import ${list} (and its tests testkit): move the code to the package it needs, or let it be handed in.`,
    from: { path: `^packages/${name}/` },
    to: { path: '^packages/', pathNot: `^packages/(${others}|testkit)/` },
  };
}

/** A slice may import the slices before it in the hub's own array, and no other. */
function sliceRule(name, index) {
  const above = ['kernel', ...slices.slice(0, index), name];
  return {
    name: `slices-${name}`,
    comment: `The slice '${name}' may import ${above.slice(0, -1).join(', ')}: influence the other way travels by event.`,
    from: { path: `^packages/hub/src/${name}/`, pathNot: test },
    to: { path: '^packages/hub/src/[^/]+/', pathNot: `^packages/hub/src/(${above.join('|')})/` },
  };
}

/** The order of the slices, from the array that also starts them. */
function readSlices() {
  const file = new URL('packages/hub/src/slices.ts', import.meta.url);
  const list = /SLICES[^=]*=\s*\[([^\]]*)\]/.exec(readFileSync(file, 'utf8'));
  if (list === null)
    throw new Error('packages/hub/src/slices.ts has no array SLICES to read the order from.');
  return list[1]
    .split(',')
    .map((name) => name.trim().replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    .filter((name) => name !== '');
}
