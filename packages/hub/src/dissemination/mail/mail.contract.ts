import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { instant } from '../../kernel/schemas.ts';

const tag = 'accounts';

export const showMail = defineOperation({
  name: 'show-mail',
  method: 'GET',
  path: '/me/mail',
  summary: 'Whether this hub sends mail, and whether my address takes it',
  tag,
  authority: 'person',
  input: {},
  output: z.object({
    mode: z.enum(['on', 'off']),
    address: z.string(),
    /** The address took no letter: none goes to it until a test letter was taken. */
    stopped: z.object({ at: instant, why: z.string() }).optional(),
  }),
  refusals: [],
});

export const sendTestLetter = defineOperation({
  name: 'send-test-letter',
  method: 'POST',
  path: '/me/mail/test-letter',
  summary: 'Send a letter to my own address; once it is taken, mail goes there again',
  tag,
  authority: 'person',
  input: {},
  refusals: ['conflict', 'invalid', 'unavailable', 'too-many-requests'],
});
