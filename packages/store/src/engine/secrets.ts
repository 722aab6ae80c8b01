import type { Engine } from './engine.ts';

/** A secret of the hub by name; made on first use, the same for all processes ever after. */
export async function secretOf(
  engine: Engine,
  name: string,
  make: () => Uint8Array,
): Promise<Uint8Array> {
  const read = 'SELECT value FROM hub_secret WHERE name = ?';
  const found = await engine.read((query) => query.one<{ value: Uint8Array }>(read, [name]));
  if (found !== undefined) return found.value;
  return engine.write(async (transaction) => {
    await transaction.run(
      'INSERT INTO hub_secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING',
      [name, make()],
    );
    const made = await transaction.one<{ value: Uint8Array }>(read, [name]);
    if (made === undefined) throw new Error(`The secret "${name}" cannot be kept`);
    return made.value;
  });
}
