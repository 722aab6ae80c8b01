#!/usr/bin/env node
/**
 * Checks a document of evidence of a Tocsin hub's record without believing the hub: needs Node 20 or newer and
 * nothing else, no network, no part of Tocsin. Read it before you run it; it is short on purpose.
 *
 *   node verify-record.mjs evidence.json [--earlier earlier.json] [--key "tocsin-audit-…+…+…"]
 *
 * `--earlier` is a checkpoint or evidence you kept from before: then it is shown that nothing of that time was taken
 * out or changed. `--key` is the verifier key you were given another way: without it a hub could show you a second
 * record under a second key. Ends with 0 when everything holds, 1 when something does not, 2 when it cannot read.
 *
 * The tree is that of RFC 6962 (SHA-256); checkpoints are C2SP signed notes with Ed25519.
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { argv, exit, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';

/**
 * Says everything that does not hold of the evidence; nothing when all of it does. `erased` counts entries that were
 * emptied for privacy and only prove that there was an act, `older` those of before the key was one to be shown: of
 * them act and time are proved, not words and names.
 */
export function verifyEvidence(evidence, { earlier, key } = {}) {
  const problems = new Set();
  const check = (holds, words) => {
    if (!holds) problems.add(words);
  };
  if (evidence?.format !== 'tocsin-evidence-1') {
    return { problems: ['It is no evidence of a record'], erased: 0, older: 0 };
  }
  const head = evidence.checkpoint ?? {};
  const entries = list(evidence.entries).map((entry) => entry ?? {});
  check(isSigned(head), 'The checkpoint is not signed by the key it names');
  const isExpected = key === undefined || head.public_key === key;
  check(isExpected, 'The checkpoint is signed by another key than the one you gave');
  const opening = bytesOf(evidence.key);
  // A longer one would do the same: HMAC fills keys up with zeros (RFC 2104).
  check(entries.length === 0 || opening.length === 32, 'The key to the hashes is none of a record');
  for (const [place, entry] of entries.entries()) {
    const isInOrder = place === 0 || entry.index < entries[place - 1].index;
    check(isInOrder, `Entry ${String(entry.index)} does not stand in its order`);
    checkEntry(entry, { head, opening, check });
  }
  if (earlier !== undefined) {
    checkEarlier(earlier.checkpoint ?? earlier, { evidence, head, check });
  }
  return {
    problems: [...problems],
    erased: entries.filter(isEmptied).length,
    older: entries.filter(({ record }) => parse(record)?.v === 1).length,
  };
}

/** One entry: its record is a leaf of the signed tree, and what is shown of it is what the record says. */
function checkEntry(entry, { head, opening, check }) {
  const name = `Entry ${String(entry.index)}`;
  const leaf = sha256(Buffer.of(0), Buffer.from(String(entry.record)));
  const path = list(entry.path).map(bytesOf);
  const root = rootByPath({ leaf, index: entry.index, size: head.size }, path);
  check(root?.equals(bytesOf(head.root)) === true, `${name} is not in the signed record`);
  const record = parse(entry.record) ?? {};
  const isPlainSame =
    record.id === entry.id &&
    record.act === entry.act &&
    record.kind === entry.actor?.kind &&
    timeText(record.at) === entry.at;
  check(isPlainSame, `${name} shows another act or time than was recorded`);
  if (isEmptied(entry) || record.v === 1) return;
  for (const [field, value] of Object.entries(shownOf(entry))) {
    const message = `${String(record.id)}\n${field}\nstring\n${String(value)}`;
    const hash = createHmac('sha256', opening).update(message).digest('base64url');
    check(hash === record[field], `${name} shows other words or another actor than were recorded`);
  }
}

/** The one way in which an instant is shown: other spellings of it were put there by somebody. */
function timeText(at) {
  const isInstant = Number.isInteger(at) && Math.abs(at) <= 8.64e15;
  return isInstant ? new Date(at).toISOString() : undefined;
}

function shownOf(entry) {
  return { words: entry?.words, name: entry?.actor?.name, actor: entry?.actor_id };
}

/** Erasing for privacy empties all that is shown; the leaf then still proves that there was an act. */
function isEmptied(entry) {
  return Object.values(shownOf(entry)).every((value) => value === '');
}

/** What was kept from before is a beginning of what the hub shows now. */
function checkEarlier(before, { evidence, head, check }) {
  check(isSigned(before), 'The earlier checkpoint is not signed by the key it names');
  check(before.public_key === head.public_key, 'The earlier checkpoint is signed by another key');
  const { from, path } = evidence.consistency ?? {};
  if (from !== before.size) {
    check(false, `It proves nothing about the earlier time: ask for the evidence with "from=${String(before.size)}"`);
    return;
  }
  const trees = { from, fromRoot: bytesOf(before.root), to: head.size, toRoot: bytesOf(head.root) };
  check(begins(trees, list(path).map(bytesOf)), 'The record does not begin with the earlier one: it was rewritten');
}

/** RFC 9162 §2.1.3.2: the root that a path leads to from a leaf; nothing when it is too long or too short. */
function rootByPath({ leaf, index, size }, path) {
  if (![size, index].every(Number.isInteger) || index < 0 || index >= size) return undefined;
  let place = { node: index, end: size - 1 };
  let hash = leaf;
  for (const step of path) {
    if (place.end === 0) return undefined;
    hash = isRight(place) ? nodeHash(step, hash) : nodeHash(hash, step);
    place = above(place);
  }
  return place.end === 0 ? hash : undefined;
}

/** RFC 9162 §2.1.4.2: whether the larger tree begins with the smaller one. */
function begins({ from, fromRoot, to, toRoot }, path) {
  if (from > to) return false;
  if (from === to) return path.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return path.length === 0 && fromRoot.equals(sha256());
  const [first, ...steps] = Number.isInteger(Math.log2(from)) ? [fromRoot, ...path] : path;
  const roots = climb({ from, to }, first, steps);
  return roots !== undefined && roots.small.equals(fromRoot) && roots.large.equals(toRoot);
}

function climb({ from, to }, first, steps) {
  if (first === undefined) return undefined;
  let place = { node: from - 1, end: to - 1 };
  while (place.node % 2 === 1) place = half(place);
  let [small, large] = [first, first];
  for (const step of steps) {
    if (place.end === 0) return undefined;
    if (isRight(place)) small = nodeHash(step, small);
    large = isRight(place) ? nodeHash(step, large) : nodeHash(large, step);
    place = above(place);
  }
  return place.end === 0 ? { small, large } : undefined;
}

/** Whether the next step of a path stands to the left: the node is a right child, or the lone last one. */
function isRight({ node, end }) {
  return node % 2 === 1 || node === end;
}

/** Where the parent stands; a lone last node moves up levels that have no step of their own. */
function above(place) {
  let at = place;
  if (isRight(at)) while (at.node % 2 === 0 && at.node !== 0) at = half(at);
  return half(at);
}

function half({ node, end }) {
  return { node: Math.floor(node / 2), end: Math.floor(end / 2) };
}

function nodeHash(left, right) {
  return sha256(Buffer.of(1), left, right);
}

/** A C2SP signed note: origin, size and root, signed with Ed25519 by the key whose name the origin is. */
function isSigned({ public_key: verifier, signature, root, size, text }) {
  const [name, hash, ...parts] = String(verifier).split('+');
  const typed = Buffer.from(parts.join('+'), 'base64');
  if (typed.length !== 33 || typed[0] !== 1) return false;
  const keyHash = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
  if (keyHash.toString('hex') !== hash || text !== `${name}\n${String(size)}\n${root}\n`) return false;
  const start = `\u2014 ${name} `;
  if (!String(signature).startsWith(start)) return false;
  const signed = bytesOf(String(signature).slice(start.length));
  if (!signed.subarray(0, 4).equals(keyHash)) return false;
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, signed.subarray(4));
}

function main([file, ...words]) {
  const options = optionsOf(words);
  if (file === undefined || options === undefined) {
    return say(2, ['Usage: node verify-record.mjs evidence.json [--earlier file] [--key key]']);
  }
  const evidence = read(file);
  const earlier = options.earlier === undefined ? undefined : read(options.earlier);
  if (evidence === undefined) return say(2, [`Cannot read "${file}" as JSON`]);
  if (options.earlier !== undefined && earlier === undefined) {
    return say(2, [`Cannot read "${options.earlier}" as JSON`]);
  }
  const { problems, erased, older } = verifyEvidence(evidence, { ...options, earlier });
  if (problems.length > 0) return say(1, problems.map((words) => `NO   ${words}`));
  const { public_key: verifier, size } = evidence.checkpoint;
  return say(0, [
    `ok   ${String(list(evidence.entries).length)} entries stand as they are shown in a record of ${String(size)}`,
    ...(erased > 0 ? [`     ${String(erased)} of them were emptied for privacy and only prove that there was an act`] : []),
    ...(older > 0
      ? [`     of ${String(older)} older ones act and time are proved, not words and names`]
      : []),
    ...(earlier === undefined ? [] : ['ok   nothing of the earlier time was taken out or changed']),
    ...(options.key === undefined ? [`     signed by ${verifier}: compare it with the key you know`] : []),
  ]);
}

function say(code, lines) {
  stdout.write(`${lines.join('\n')}\n`);
  return code;
}

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function optionsOf(words) {
  const found = {};
  for (let at = 0; at < words.length; at += 2) {
    const name = words[at];
    if (!['--earlier', '--key'].includes(name) || words[at + 1] === undefined) return undefined;
    found[name.slice(2)] = words[at + 1];
  }
  return found;
}

function read(name) {
  try {
    return parse(readFileSync(name, 'utf8'));
  } catch {
    return undefined;
  }
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Base64 in its one spelling; of any other, nothing. */
function bytesOf(text) {
  const bytes = Buffer.from(String(text), 'base64');
  return bytes.toString('base64') === text ? bytes : Buffer.alloc(0);
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) exit(main(argv.slice(2)));
