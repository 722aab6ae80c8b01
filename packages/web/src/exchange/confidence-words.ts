import { t } from '../kernel/words.ts';

/** STIX 2.1 appendix A, the scale none, low, medium, high. */
export function confidenceWords(confidence: number): string {
  const steps: [number, string][] = [
    [0, t('None')],
    [29, t('Low')],
    [69, t('Medium')],
    [100, t('High')],
  ];
  const words = steps.find(([most]) => confidence <= most)?.[1] ?? t('High');
  return t('{{words}} ({{confidence}} of 100)', { words, confidence });
}
