import type { Engine } from '../engine/engine.ts';
import type { SecondWall } from '../store.ts';

/** Whether the database's own wall holds for the role the hub came in as. */
export async function secondWall(engine: Engine): Promise<SecondWall> {
  if (engine.dialect === 'sqlite') return 'none';
  const role = await engine.one<{ passes: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
  );
  return role?.passes === false ? 'stands' : 'passed';
}
