import { tlpText } from '@tocsin/policy';
import { strictest } from '../design/strictest.ts';
import type { Receipt } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { contributionTitle } from './title-words.ts';
import { FATES, safeText, typeOfStixId, typeWords } from './words.ts';

/** A receipt as a text to file or to send: the strictest marking first, then a line an object. */
export function receiptText(receipt: Receipt, titles: ReadonlyMap<string, string>): string {
  const level = strictest(receipt.lines.map((line) => line.level));
  const title = contributionTitle(receipt);
  const head = [
    ...(level === undefined ? [] : [tlpText(level)]),
    t('Receipt of “{{title}}”, {{at}}', { title, at: receipt.at }),
    receipt.id,
    '',
  ];
  return [...head, ...receipt.lines.map(lineText(titles))].join('\n');
}

function lineText(titles: ReadonlyMap<string, string>): (line: Receipt['lines'][number]) => string {
  return ({ index, id, fate, level, problems }) => {
    const name = safeText(titles.get(id ?? '') ?? '');
    const parts = [
      `${index + 1}.`,
      t(FATES[fate].label),
      id === undefined ? t('No id') : `${typeWords(typeOfStixId(id))} ${name}`.trim(),
      ...(id === undefined ? [] : [id]),
      ...(level === undefined ? [] : [tlpText(level)]),
    ];
    const why = problems.map(({ message, path }) => `   ${path} ${message}`.trimEnd());
    return [parts.join('  '), ...why].join('\n');
  };
}
