import { DAY_ONE_SCHEME, isTlpLevel, NO_COMPETITION_RULES } from '@tocsin/policy';
import type {
  ClassificationScheme,
  CompetitionRules,
  OtherScheme,
  SchemeWordHere,
} from '@tocsin/policy';

/** Reads a kept scheme; a profile from before there was one has that of the first day. */
export function readClassification(value: unknown): ClassificationScheme {
  if (!isRecord(value)) return DAY_ONE_SCHEME;
  const others = Array.isArray(value['others']) ? value['others'] : [];
  return {
    words: wordsOf(value['words']),
    others: others.flatMap((one: unknown): OtherScheme[] =>
      isRecord(one) && typeof one['name'] === 'string'
        ? [{ name: one['name'], words: wordsOf(one['words']) }]
        : [],
    ),
    // What is there and not clearly agreed is not.
    agreed: value['agreed'] === true,
  };
}

/** Reads kept rules about competition; none in a profile from before there were any. */
export function readCompetition(value: unknown): CompetitionRules {
  if (!isRecord(value)) return NO_COMPETITION_RULES;
  const { notice, topics } = value;
  return {
    notice: typeof notice === 'string' ? notice : '',
    topics: Array.isArray(topics) ? topics.filter((one) => typeof one === 'string') : [],
  };
}

/** A word whose level this program does not know is as strict as can be. */
function wordsOf(value: unknown): SchemeWordHere[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown): SchemeWordHere[] => {
    if (!isRecord(one) || typeof one['word'] !== 'string') return [];
    const { word, level, means } = one;
    return [
      {
        word,
        level: isTlpLevel(level) ? level : 'red',
        means: typeof means === 'string' ? means : '',
      },
    ];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
