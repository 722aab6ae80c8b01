import { MAIN, SECRET_KEEPER } from './twins.ts';
import type { Handle, MisuseCase, NewContribution, ReleaseAnswer, ReviewAct } from '@tocsin/store';
import type { Random } from './random.ts';
import type { Twin, TwinStep } from './twins.ts';

/** Whom zoe tells a secret, and whom she lets them tell: neither is one of the readers the worlds are alike for. */
const TOLD = 'axel';
const TOLD_LATER = 'carl';

type Deed = Pick<TwinStep, 'what' | 'run'>;

/** Two keep a secret between them, ask each other about it, and a third is let in: nobody else learns of any of it. */
export function askedInSecret(random: Random, secret: Secret): Deed {
  const asked = askedOf(random);
  const answers = random.some(['ask-back', 'grant', 'refuse'] as const, 0.6);
  return {
    what: `${SECRET_KEEPER} tells ${TOLD} a secret, who asks her to pass it on (${answers.join()})`,
    run: async (twin) => {
      const audience = { persons: [SECRET_KEEPER, TOLD].map((name) => twin.id(name)) };
      const shared = secret(twin, { level: 'red', audience });
      await twin.handle(SECRET_KEEPER).exchange.contribute(shared);
      for (const { object } of shared.objects) {
        const id = String((object as { id?: unknown }).id);
        const request = await twin.handle(TOLD).release.ask({
          ...asked,
          community: twin.id(MAIN),
          object: id,
          wanted: { persons: [twin.id(TOLD_LATER)] },
          dueAt: twin.clock.now() + 86_400_000,
        });
        if (!('refused' in request))
          await answered(twin.handle(SECRET_KEEPER), request.id, { twin, answers });
      }
    },
  };
}

/** What zoe shares so that nobody but those named sees it, with ids of its own. */
export type Secret = (
  twin: Twin,
  marking: NonNullable<NewContribution['marking']>,
) => NewContribution;

/** A share of zoe's waits for her as her organization's officer, and is held, let out or taken back. */
export function reviewedInSecret(random: Random, secret: Secret): Deed {
  const acts = random.some(['hold', 'release', 'withdraw'] as const, 0.5);
  return {
    what: `a secret share of ${SECRET_KEEPER} waits (${acts.join()})`,
    run: async (twin) => {
      const { exchange, review } = twin.handle(SECRET_KEEPER);
      const community = twin.id(MAIN);
      const never = {
        clear: 'never',
        green: 'never',
        amber: 'never',
        'amber+strict': 'never',
      } as const;
      await review.setRules(community, { ...never, red: 'always' });
      await exchange.contribute(
        secret(twin, { level: 'red', audience: { persons: [twin.id(SECRET_KEEPER)] } }),
      );
      for (const act of acts) await decided(twin.handle(SECRET_KEEPER), community, act);
      await review.setRules(community, { ...never, red: 'never' });
    },
  };
}

async function decided(handle: Handle, community: string, act: ReviewAct): Promise<void> {
  const { review } = handle;
  for (const { id, may } of await review.reviews(community)) {
    if (!may.includes(act)) continue;
    const kept = (await review.review(community, id))?.content;
    if (act === 'hold') await review.hold(community, id, 'Secret words');
    else if (act === 'withdraw') await review.withdraw(community, id);
    else if (kept !== undefined) {
      const { title = '', text = '', objects } = kept;
      await review.release(community, id, { title, text, objects, isChanged: false });
    }
  }
}

/** Misuse of a secret is reported and goes some of its way. */
export function misusedInSecret(random: Random, secret: Secret): Deed {
  const steps = ['assessed', 'source-told', 'sanctioned', 'closed'] as const;
  const far = random.below(steps.length + 1);
  return {
    what: `misuse of a secret is reported and goes ${String(far)} steps`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      const audience = { persons: [SECRET_KEEPER, TOLD].map((name) => twin.id(name)) };
      const shared = secret(twin, { level: 'red', audience });
      await twin.handle(SECRET_KEEPER).exchange.contribute(shared);
      // The last is an indicator of its own: what others connect may be seen by fewer.
      const about = shared.objects.at(-1);
      const report = await twin.handle(TOLD).misuse.report({
        community,
        object: String((about?.object as { id?: unknown } | undefined)?.id),
        rule: 'marking',
        words: 'Secret words',
        against: twin.id('alder'),
      });
      if ('refused' in report) throw new Error(report.words);
      await moved(twin, report, steps.slice(0, far));
    },
  };
}

async function moved(
  twin: Twin,
  { id, community }: MisuseCase,
  steps: readonly ('assessed' | 'source-told' | 'sanctioned' | 'closed')[],
): Promise<void> {
  for (const to of steps)
    await twin.handle('chair').misuse.move(community, id, { to, words: `Secret ${to}` });
}

/**
 * A reader asks somebody, named or not, to share wider, or reports misuse of what they shared. In both worlds; who it
 * is that answers differs where nobody may tell.
 */
export function askedOpenly(
  random: Random,
  { ids, source }: { ids: readonly string[]; source: (isSecond: boolean) => string },
): Deed {
  const asked = askedOf(random);
  const answers = random.some(['ask-back', 'grant', 'refuse'] as const, 0.6);
  const reader = random.pick(['ben', 'bruno', 'paul', 'greta']);
  const isMisuse = random.chance(0.3);
  const object = random.pick(ids);
  return {
    what: `${reader} ${isMisuse ? 'reports misuse of' : 'asks for'} ${object} (${answers.join()})`,
    run: async (twin, isSecond) => {
      const community = twin.id(MAIN);
      const handle = twin.handle(reader);
      if ((await handle.exchange.object(object, community)) === undefined) return;
      if (isMisuse) {
        const report = await handle.misuse.report({
          community,
          object,
          rule: 'other',
          words: 'Seen elsewhere',
          againstWords: 'Somebody',
        });
        if (!('refused' in report)) await moved(twin, report, ['assessed', 'source-told']);
        return;
      }
      const request = await handle.release.ask({
        ...asked,
        community,
        object,
        wanted: { organizations: [twin.id('cedar')], persons: [twin.id('greta')] },
        dueAt: twin.clock.now() + 86_400_000,
      });
      if (!('refused' in request))
        await answered(twin.handle(source(isSecond)), request.id, { twin, answers });
    },
  };
}

/** The source answers what it finds asked; where it is not the source it finds nothing. */
async function answered(
  handle: Handle,
  id: string,
  { twin, answers }: { twin: Twin; answers: readonly ('ask-back' | 'grant' | 'refuse')[] },
): Promise<void> {
  const { release } = handle;
  const community = twin.id(MAIN);
  if ((await release.request(community, id)) === undefined) return;
  const said: Record<'ask-back' | 'grant' | 'refuse', ReleaseAnswer> = {
    'ask-back': { kind: 'ask-back', words: 'What for?' },
    grant: { kind: 'grant', to: { persons: [twin.id(TOLD_LATER)] }, words: 'Yes' },
    refuse: { kind: 'refuse', words: 'No' },
  };
  for (const one of answers) await release.answer(community, id, said[one]);
}

function askedOf(random: Random): {
  purpose: string;
  form: 'as-is' | 'anonymised';
  isUrgent: boolean;
  isAnonymous: boolean;
} {
  return {
    purpose: 'Secret words',
    form: random.pick(['as-is', 'anonymised'] as const),
    isUrgent: random.chance(0.3),
    isAnonymous: random.chance(0.5),
  };
}
