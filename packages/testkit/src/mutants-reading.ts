import type { Mutant } from './mutant.ts';
import type { ProbeName } from './probe.ts';

const EXCHANGE = 'store/src/exchange';
const VIEWS = 'store/src/visibility/views.ts';
const READ = `${EXCHANGE}/read-object.ts`;
const PAGE = `${EXCHANGE}/read-page.ts`;
const FOLLOW = `${EXCHANGE}/follow.ts`;
const PAPERS = 'store/src/papers/rows.ts';
const BALLOTS = 'store/src/ballots';
const DECISIONS = 'store/src/decisions/rows.ts';
const JOINING = 'store/src/joining/shown.ts';
const RECEIPTS = `${EXCHANGE}/receipts.ts`;
/** Stands where a statement tested a label: it takes the parameter and lets every row through. */
const ALL_ROWS = '(? IS NOT NULL)';
const see = (column: string): string => `\${visible(query.dialect, '${column}')}`;
const worlds: readonly ProbeName[] = ['worlds'];
const twins: readonly ProbeName[] = ['twins'];

/** Mistakes in what a reader's view is, and in reading by it. */
export const READING_MUTANTS: readonly Mutant[] = [
  // ---- what a reader's view is
  {
    name: 'a view outlives the policy it was computed under',
    file: VIEWS,
    probes: ['endings', 'worlds'],
    from: 'held?.epoch !== state.epoch || now >= held.boundary',
    to: 'held === undefined || now >= held.boundary',
  },
  {
    name: 'a view outlives a boundary in time',
    file: VIEWS,
    probes: worlds,
    from: 'held?.epoch !== state.epoch || now >= held.boundary',
    to: 'held?.epoch !== state.epoch',
  },
  {
    name: 'a token outlives its expiry',
    file: VIEWS,
    probes: ['endings'],
    from: 'return row?.expires_at ?? Infinity;',
    to: 'return row === undefined ? 0 : Infinity;',
  },
  {
    name: 'a revoked token reads',
    file: 'store/src/people/reader.ts',
    probes: worlds,
    from: 'token === undefined || token.revoked_at !== null',
    to: 'token === undefined',
  },
  {
    name: 'a token is not bound to its community',
    file: 'store/src/people/reader.ts',
    probes: worlds,
    from: 'token.community === null || membership.community === token.community',
    to: 'membership.community !== null',
  },
  // ---- reading
  {
    name: 'a page does not test labels',
    file: PAGE,
    probes: worlds,
    from: "${visible(query.dialect, 'f.label')} AND f.flags & 1 = 0\n",
    to: `${ALL_ROWS} AND f.flags & 1 = 0\n`,
  },
  {
    name: 'a page shows rows that were superseded',
    file: PAGE,
    probes: worlds,
    from: "${visible(query.dialect, 'f.label')} AND f.flags & 1 = 0\n",
    to: "${visible(query.dialect, 'f.label')}\n",
  },
  {
    name: 'a count walks all rows',
    file: PAGE,
    probes: worlds,
    from: "${visible(reading.query.dialect, 'f.label')} AND",
    to: `${ALL_ROWS} AND`,
  },
  {
    name: 'a count sums all labels',
    file: PAGE,
    probes: worlds,
    from: 'view.may(label) && (types',
    to: '(types',
  },
  {
    name: 'a page read label by label skips one label',
    file: PAGE,
    probes: ['long'],
    from: 'return mergePage(reading, { feed, community, span, filters, labels: few });',
    to: 'return mergePage(reading, { feed, community, span, filters, labels: few.slice(0, -1) });',
  },
  {
    name: 'an object is read without its label',
    file: READ,
    probes: worlds,
    from: `WHERE v.stix_id = ? AND v.pos > 0 AND ${see('v.label')}`,
    to: `WHERE v.stix_id = ? AND v.pos > 0 AND ${ALL_ROWS}`,
  },
  {
    name: 'references of a hidden object are told',
    file: READ,
    probes: worlds,
    from: '  if ((await readObject(tools, at.id, at.community)) === undefined) return [];\n',
    to: '',
  },
  {
    name: 'the title of a hidden end is told',
    file: READ,
    probes: worlds,
    from: `v.community = ? AND v.pos > 0 AND ${see('v.label')}`,
    to: `v.community = ? AND v.pos > 0 AND ${ALL_ROWS}`,
  },
  {
    name: 'references are read without their labels',
    file: READ,
    probes: worlds,
    from: `${see('r.label')} AND ${see('v.label')}`,
    to: `${ALL_ROWS} AND ${ALL_ROWS}`,
  },
  {
    name: 'an edge to a hidden end is told',
    file: READ,
    probes: worlds,
    from: '    if (other !== undefined)\n',
    to: '    if (other === undefined) kept.push(reference);\n    else\n',
  },
  {
    name: 'a look-up does not test labels',
    file: READ,
    probes: worlds,
    from: `${see('o.label')} AND ${see('v.label')}`,
    to: `${ALL_ROWS} AND ${ALL_ROWS}`,
  },
  {
    name: 'a search does not test labels',
    file: READ,
    probes: worlds,
    from: `to_tsquery('simple', ?)"} AND ${see('v.label')}`,
    to: `to_tsquery('simple', ?)"} AND ${ALL_ROWS}`,
  },
  {
    name: 'a hidden version decides which is shown',
    file: `${EXCHANGE}/shown.ts`,
    probes: ['worlds', 'twins'],
    from: "w.pos > 0 AND ${visible(dialect, 'w.label')}",
    to: `w.pos > 0 AND ${ALL_ROWS}`,
  },
  {
    name: 'a hidden version decides whose an id is',
    file: `${EXCHANGE}/shown.ts`,
    probes: ['worlds', 'twins'],
    from: "u.vid < w.vid AND u.pos > 0 AND ${visible(dialect, 'u.label')}",
    to: `u.vid < w.vid AND u.pos > 0 AND ${ALL_ROWS}`,
  },
  {
    name: 'dates count hidden rows of the batch',
    file: `${EXCHANGE}/batches.ts`,
    probes: twins,
    from: '    if (view.may(label)) seen += size;',
    to: '    seen += size;',
  },
  {
    name: 'a date limit counts hidden rows of the batch',
    file: `${EXCHANGE}/batches.ts`,
    probes: ['worlds', 'twins'],
    from: '      if (view.may(label)) {\n        if (left < size)',
    to: '      if (label > 0) {\n        if (left < size)',
  },
  {
    name: 'any label can be read by its number',
    file: `${EXCHANGE}/exchange.ts`,
    probes: worlds,
    from: 'view.may(labelId) ? labels.at(labelId) : undefined',
    to: 'labels.at(labelId)',
  },
  {
    name: 'the words of a share are told to everybody',
    file: RECEIPTS,
    probes: worlds,
    from: 'row === undefined || !view.may(row.label)',
    to: 'row === undefined',
  },
  {
    name: 'a receipt is told to colleagues whatever its label',
    file: RECEIPTS,
    probes: worlds,
    from: '  if (!view.may(row.label)) return undefined;\n  if (speaks',
    to: '  if (speaks',
  },
  {
    name: 'every line of a receipt is told to colleagues',
    file: RECEIPTS,
    probes: worlds,
    from: "readable.has(`${line.id} ${line.version ?? ''}`)",
    to: 'readable.size >= 0',
  },
  {
    name: 'a receipt is told without a standing',
    file: RECEIPTS,
    probes: worlds,
    from: '  if (standing === undefined) return undefined;\n  const receipt',
    to: '  if (standing === undefined) return receiptOf(row, words);\n  const receipt',
  },
  {
    name: 'a follower is told of what they could not read that it went',
    file: FOLLOW,
    probes: worlds,
    from: "place.kind === 'ledger' || place.may(one.label)",
    to: 'place.base >= 0 || one.label < 0',
  },
  {
    name: 'a follower is told of what came and went between two readings',
    file: FOLLOW,
    probes: worlds,
    from: "conditions.push('AND d.pos <= ?');",
    to: "conditions.push('AND ? IS NOT NULL');",
  },
  {
    name: 'a follower is told that what they may still read went',
    file: FOLLOW,
    probes: worlds,
    from: '!left.has(version)',
    to: 'version.length > 0',
  },
  {
    name: 'a follower is not told of a version that is hidden now',
    file: FOLLOW,
    probes: worlds,
    from: `v.pos > 0 AND ${see('v.label')}`,
    to: `v.pos > 0 AND ${ALL_ROWS}`,
  },
  {
    name: 'a follower who comes back is told of what they were never sent',
    file: FOLLOW,
    probes: worlds,
    from: 'l.principal = ? AND l.organization = ? AND l.first_pos <= d.pos AND l.last_pos >= d.pos',
    to: '? IS NOT NULL AND ? IS NOT NULL',
  },
  {
    name: 'everybody is told who was sent an item',
    file: `${EXCHANGE}/read-object.ts`,
    probes: worlds,
    from: 'const own = all.filter((row) => isOwnName(tools.view.reader, tools.words.name(row.origin)));',
    to: 'const own = all;',
  },
  {
    name: 'a paper is listed whatever its label',
    file: PAPERS,
    probes: twins,
    from: see('p.label'),
    to: ALL_ROWS,
  },
  {
    name: 'a paper that is only being written is shown to all',
    file: PAPERS,
    probes: twins,
    from: 'if (isOut || isPaperChair(reader, community)) return true;',
    to: 'if (isOut || community !== reader.id) return true;',
  },
  {
    name: 'an objection to the chairs alone is a paper’s for all to read',
    file: PAPERS,
    probes: twins,
    from: 'word.is_private === 0 ||',
    to: 'word.is_private >= 0 ||',
  },
  {
    name: 'a ballot is listed whatever its label',
    file: `${BALLOTS}/rows.ts`,
    probes: twins,
    from: see('b.label'),
    to: ALL_ROWS,
  },
  {
    name: 'a ballot that was never opened is shown to all',
    file: `${BALLOTS}/rows.ts`,
    probes: twins,
    from: 'if (opened_at !== null) return true;',
    to: "if (opened_at !== null || community !== '') return true;",
  },
  {
    name: 'the votes of a ballot are told while it is open',
    file: `${BALLOTS}/shown.ts`,
    probes: twins,
    from: "votes: row.state === 'closed' ? votes : [],",
    to: 'votes,',
  },
  {
    name: 'how many of a ballot’s roll have voted is told while it is open',
    file: `${BALLOTS}/shown.ts`,
    probes: twins,
    from: 'roll: near.roll.map(({ organization }) => organization),',
    to: 'roll: near.roll.filter((one) => one.has_voted === 0).map((one) => one.organization),',
  },
  {
    name: 'a decision is listed whatever its label',
    file: DECISIONS,
    probes: twins,
    from: `WHERE community = ? AND ${see('label')}`,
    to: `WHERE community = ? AND ${ALL_ROWS}`,
  },
  {
    name: 'what others say about an applicant is told to every member',
    file: JOINING,
    probes: twins,
    from: 'saidIn(words).filter(({ organization }) => organization.id === reader.organization);\n  const isOpen',
    to: 'saidIn(words);\n  const isOpen',
  },
  {
    name: 'an applicant is shown to members whether or not they are asked',
    file: JOINING,
    probes: twins,
    from: 'if (row.window_until === null || (!isOpen && own.length === 0)) return undefined;',
    to: '',
  },
];
