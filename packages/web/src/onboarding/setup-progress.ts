/** The steps of founding a community, in order. */
export const SETUP_STEPS = [
  'you',
  'organization',
  'community',
  'rules',
  'invite',
  'share',
] as const;
/** One step. */
export type SetupStep = (typeof SETUP_STEPS)[number];

interface Progress {
  readonly step: SetupStep | undefined;
  /** Time spent with the page in sight: a night between two steps does not count. */
  readonly spentMs: number;
}

const KEY = 'tocsin.setup';

/** The step somebody left at after founding; the earlier ones the hub itself remembers. */
export function keptStep(): SetupStep | undefined {
  return read().step;
}

/** Time spent on founding so far, in milliseconds. */
export function spentMs(): number {
  return read().spentMs;
}

/** Remembers where somebody is. `undefined` forgets it: the wizard is done. */
export function keepStep(step: SetupStep | undefined): void {
  write({ ...read(), step });
}

/** Counts time that was spent on founding. */
export function spendMs(more: number): void {
  const { step, spentMs: spent } = read();
  write({ step, spentMs: spent + more });
}

function read(): Progress {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const { step, spentMs: spent }: Partial<Record<string, unknown>> = { ...(value as object) };
    return {
      step: SETUP_STEPS.find((one) => one === step),
      spentMs: typeof spent === 'number' ? spent : 0,
    };
  } catch {
    return { step: undefined, spentMs: 0 };
  }
}

function write(progress: Progress): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
  } catch {
    // Storage is switched off: the wizard then goes by what the hub knows, which harms nothing.
  }
}
