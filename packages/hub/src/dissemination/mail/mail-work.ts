import type { MailRound, Mailroom, WaitingLetter } from '@tocsin/store';
import { z } from 'zod';
import { dutiesOf } from '../../exchange/index.ts';
import { faultForLog, MailFault, sayIn } from '../../kernel/index.ts';
import type { HubServices, Mailer } from '../../kernel/index.ts';
import { preferencesOf } from '../../membership/index.ts';
import { dutyLetter, keptOf, owedIn, toTell } from './duty-letter.ts';

/** How often the queue is looked at. Milliseconds. */
export const MAIL_EVERY_MS = 5000;
/** Letters taken at once. */
export const LETTERS_AT_ONCE = 20;
/** People whose duties are looked at at once. */
export const ROUNDS_AT_ONCE = 50;
/** Wait after the mail server could not be asked, before somebody's duties are told. Milliseconds. */
const AGAIN_AFTER = 300_000;

const sealedLetter = z.object({ subject: z.string(), text: z.string() });

/** Sends what waits and tells people what waits for them; one at a time on each node, several nodes share the work. */
export class MailWork {
  readonly #hub: HubServices;
  readonly #mailer: Mailer;
  readonly #room: Mailroom;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isWoken = false;
  #isResting = false;
  readonly #stopListening: () => void;

  constructor(hub: HubServices, mailer: Mailer) {
    this.#hub = hub;
    this.#mailer = mailer;
    this.#room = hub.store.unguarded('mail').mail;
    this.#stopListening = hub.events.on('invited', () => this.#wake());
  }

  start(): void {
    this.#isResting = false;
    this.#isWoken = false;
    this.#turn = this.#work().finally(() => {
      if (this.#hub.signal.aborted) return;
      this.#isResting = true;
      this.#restFor(this.#isWoken ? 0 : MAIL_EVERY_MS);
    });
  }

  /** Ends after the letter at hand. */
  async stop(): Promise<void> {
    this.#stopListening();
    clearTimeout(this.#timer);
    await this.#turn;
  }

  /** Somebody was invited: their letter does not wait for the next look. */
  #wake(): void {
    this.#isWoken = true;
    if (this.#isResting) this.#restFor(0);
  }

  #restFor(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), ms);
    this.#timer.unref();
  }

  /** Everything that is due now, once. */
  async #work(): Promise<void> {
    await this.#each(
      () => this.#room.takeLetters(LETTERS_AT_ONCE),
      (letter) => this.#sendLetter(letter),
    );
    await this.#each(
      () => this.#room.takeRounds(ROUNDS_AT_ONCE),
      (round) => this.#tell(round),
    );
  }

  /** One after another; what fails with one is told to the log and keeps nobody else from their letter. */
  async #each<T>(take: () => Promise<T[]>, act: (one: T) => Promise<void>): Promise<void> {
    for (const one of await this.#orTell(take, [])) {
      if (this.#hub.signal.aborted) return;
      await this.#orTell(() => act(one), undefined);
    }
  }

  async #orTell<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await act();
    } catch (fault) {
      this.#hub.metrics.faults.inc({ place: 'mail' });
      this.#hub.log.error(faultForLog(fault), 'mail');
      return otherwise;
    }
  }

  async #sendLetter({ id, address, sealed }: WaitingLetter): Promise<void> {
    const read = sealedLetter.safeParse(this.#hub.seals.open('letter', sealed));
    if (!read.success) {
      await this.#room.notSent(id, { why: 'It can no longer be read', isForGood: true });
      return;
    }
    const fault = await this.#send({ to: address, ...read.data });
    if (fault === undefined) await this.#room.sent(id);
    else await this.#room.notSent(id, { why: fault.message, isForGood: fault.kind !== 'later' });
  }

  /** Reads somebody's duties as themselves, and writes when there is something they were not told. */
  async #tell(round: MailRound): Promise<void> {
    const { store, now } = this.#hub;
    const { person, organization, name, address } = round;
    const handle = await store.as({ kind: 'person', id: person, organization });
    const wishes = preferencesOf(await handle.desk.preferences());
    if (!wishes.notifications.duty.includes('mail')) return;
    const owed = owedIn(await dutiesOf({ handle, now }));
    const things = toTell(owed, await this.#room.told(round), now());
    if (things.length > 0) {
      const { language } = wishes;
      const { origin } = this.#mailer;
      const say = await sayIn(language);
      const letter = dutyLetter(things, { say, language, name, origin });
      const fault = await this.#send({ to: address, ...letter });
      if (fault?.kind === 'later') {
        await this.#room.postpone(round, now() + AGAIN_AFTER);
        return;
      }
      if (fault?.kind === 'address') {
        await this.#room.stop(round, fault.message);
        return;
      }
      // This letter was not taken; the next round writes another.
      if (fault !== undefined) return;
    }
    await this.#room.tell(round, { now: keptOf(things), duties: owed.map(({ key }) => key) });
  }

  async #send(letter: Parameters<Mailer['send']>[0]): Promise<MailFault | undefined> {
    const { metrics } = this.#hub;
    try {
      await this.#mailer.send(letter);
      metrics.letters.inc({ outcome: 'sent' });
      return undefined;
    } catch (fault) {
      if (!(fault instanceof MailFault)) throw fault;
      metrics.letters.inc({ outcome: fault.kind });
      return fault;
    }
  }
}
