import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectDetail, ObjectRow, Receipt } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const AMBER = { level: 'amber' };

for (const engine of ENGINES) {
  test(`a relationship reads as a sentence from the ends its reader may see, on ${engine}`, async () => {
    await using world = await openExchangeWorld({ engine });
    const [anna, berta, carl] = await Promise.all(
      ['anna', 'berta', 'carl'].map((name) => world.person(name)),
    );
    assert.ok(anna && berta && carl);
    const share = (by: Caller, body: unknown): Promise<Answered<Receipt>> =>
      by.post<Receipt>(`${world.base}/contributions`, body);

    const times = { spec_version: '2.1', created: '2026-02-01T00:00:00.000Z' };
    const thing = (type: string, name: string): Record<string, unknown> => ({
      ...times,
      type,
      id: `${type}--${crypto.randomUUID()}`,
      modified: times.created,
      name,
      ...(type === 'malware' ? { is_family: true } : {}),
    });
    const actor = thing('intrusion-set', 'Dune Fox');
    const malware = thing('malware', 'Hidden Ivy');
    const only = { level: 'amber', audience: { organizations: ['cedar'] } };
    await share(anna, { objects: [actor], marking: AMBER });
    await share(anna, { objects: [malware], marking: only });
    const link = {
      ...times,
      type: 'relationship',
      id: `relationship--${crypto.randomUUID()}`,
      modified: times.created,
      relationship_type: 'uses',
      source_ref: actor['id'],
      target_ref: malware['id'],
    };
    // Birch knows the id from elsewhere, not the object: its relationship carries its own marking alone.
    const answer = await share(berta, { objects: [link], marking: AMBER });
    assert.equal(answer.json.counts.kept, 1, answer.text);
    for (const [who, title] of [
      [carl, 'Dune Fox uses Hidden Ivy'],
      [berta, 'Dune Fox uses malware'],
    ] as const) {
      assert.equal(
        (await who.get<ObjectDetail>(`${world.base}/objects/${link.id}`)).json.title,
        title,
      );
      const { items } = (
        await who.get<{ items: ObjectRow[] }>(`${world.base}/objects?type=relationship`)
      ).json;
      assert.equal(items.find((item) => item.id === link.id)?.title, title);
      const { text } = await who.get(`${world.base}/objects/${link.id}/versions`);
      assert.equal(text.includes('Hidden Ivy'), who === carl);
    }
  });
}
