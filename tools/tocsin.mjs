#!/usr/bin/env node
// `npx tocsin …` from a checkout, or this file by its path from anywhere.
import {
  commandEntry,
  ensureInstalled,
  findNode,
  handOver,
  nodeFlags,
  toolEnvironment,
} from './bootstrap.mjs';

ensureInstalled();
const node = findNode();
handOver(node, [...nodeFlags, commandEntry, ...process.argv.slice(2)], toolEnvironment(node));
