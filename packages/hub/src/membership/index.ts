import type { Slice } from '../kernel/index.ts';
import { accountOperations } from './accounts/index.ts';
import { directoryAuthority, directoryOperations } from './directory/index.ts';
import { joiningOperations } from './joining/index.ts';
import { preferenceOperations } from './preferences/index.ts';
import { recordOperations } from './record/index.ts';
import { tokenOperations } from './tokens/index.ts';

export { hashPassword } from './accounts/index.ts';
export { demoOperations } from './demo/index.ts';
export { preferencesOf } from './preferences/index.ts';
export type { Persona } from './demo/index.ts';

/** Who belongs: organizations, people, groups, invitations; how they sign in; the record of what they did (ISO 22396 6.4.3). */
export const membership: Slice = {
  name: 'membership',
  authority: directoryAuthority,
  operations: [
    ...accountOperations,
    ...directoryOperations,
    ...joiningOperations,
    ...preferenceOperations,
    ...tokenOperations,
    ...recordOperations,
  ],
};
