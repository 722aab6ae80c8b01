import { bind, refuse } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { signIn } from '../accounts/sign-in.ts';
import { listPersonas, signInAsPersona } from './demo.contract.ts';
import type { Persona } from './demo.contract.ts';

export type { Persona } from './demo.contract.ts';

/**
 * One-click sign-in for a demonstration on invented data. No slice lists these operations and no setting brings
 * them in: only a program that starts a hub with personas in its hand has them, and only on the loopback address.
 */
export function demoOperations(personas: readonly Persona[]): BoundOperation[] {
  return [
    bind(listPersonas, () => Promise.resolve({ personas: [...personas] })),
    bind(signInAsPersona, async (context, { body }) => {
      const known = personas.some(({ email }) => email === body.email);
      const account = known ? await context.door.account({ email: body.email }) : undefined;
      if (account === undefined)
        return refuse('not-found', 'Nobody of this demonstration is called so');
      return signIn(context, account, 'demonstration');
    }),
  ];
}
