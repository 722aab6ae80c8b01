import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { line } from '../../kernel/schemas.ts';
import { me } from '../accounts/accounts.schemas.ts';

const tag = 'demo';

/** Somebody of the invented community whom a visitor may be. */
export const persona = z.object({
  /** The e-mail address the account is known by. */
  email: z.string(),
  name: z.string(),
  organization: z.string(),
  /** What they are in the community: "Chair, with an hour a week". */
  part: z.string(),
  /** What is worth looking at as them. */
  look: z.string(),
});

/** One of the people of a demonstration. */
export type Persona = z.output<typeof persona>;

export const listPersonas = defineOperation({
  name: 'list-personas',
  method: 'GET',
  path: '/demo/personas',
  summary: 'Whom a visitor of a demonstration may be; only demonstrations answer',
  tag,
  authority: 'public',
  input: {},
  output: z.object({ personas: z.array(persona) }),
  refusals: [],
});

export const signInAsPersona = defineOperation({
  name: 'sign-in-as-persona',
  method: 'POST',
  path: '/demo/sessions',
  summary: 'Sign in as one of the people of a demonstration; only demonstrations answer',
  tag,
  authority: 'public',
  input: { body: z.strictObject({ email: line }) },
  output: me,
  refusals: ['not-found'],
});
