import { provisionWorld } from '@tocsin/cli';
import type { Persona, Settings } from '@tocsin/hub';
import { openStore } from '@tocsin/store';
import type { World } from '@tocsin/store';

/** Communities for tests that look at screens: the invented one of `tocsin demo`, and any other a test states. */
export { makeDemo, PERSONAS } from '@tocsin/cli';
export type { World } from '@tocsin/store';

/** Makes a world in an empty data directory, and says as whom one may sign in: everybody in it. */
export async function makeWorld(settings: Settings, world: World): Promise<readonly Persona[]> {
  const { dataDirectory, databaseUrl } = settings;
  await using store = await openStore({
    dataDirectory,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  await provisionWorld(store, world);
  return world.people.map(({ email, name, organization }) => ({
    email,
    name,
    organization: world.organizations.find(({ slug }) => slug === organization)?.name ?? '',
    part: name,
    look: name,
  }));
}
