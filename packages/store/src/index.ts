export { EngineFault, InUse } from './engine/engine.ts';
export { PlanStale } from './exchange/stale.ts';
export { NotAReader, NotFound, SchemeNotAgreed } from './faults.ts';
export { microsText } from './exchange/tools.ts';
export { identityId } from './exchange/identity.ts';
export { SHARE_LIMITS } from './exchange/share.ts';
/** What people, organizations and keys may be at most. */
export * as PEOPLE_LIMITS from './people/limits.ts';
export { openStore, restoreStore } from './open-store.ts';
export type { RestoreReport } from './operations/restore.ts';
export { RUNNING_FILE, runningHub, sayRunning } from './operations/running-hub.ts';
export { WorldFault } from './people/provision.ts';
export * from './store.ts';
