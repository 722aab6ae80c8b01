import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TLP1, TLP2 } from '@tocsin/stix';
import type { ObjectDetail } from '../kernel/contract.ts';
import { bundleOf, exported, exportRefusal } from './export-bundle.ts';

type Detail = Pick<ObjectDetail, 'raw' | 'object' | 'marking'>;

function detail(level: keyof typeof TLP2, refs?: readonly string[]): Detail {
  const object = {
    type: 'indicator',
    id: 'indicator--1',
    ...(refs === undefined ? {} : { object_marking_refs: refs }),
  };
  const marking = { level, text: '', words: '' } as unknown as Detail['marking'];
  return { object, raw: JSON.stringify(object, null, 1), marking };
}

test('an object that carries its level stays as it was received', () => {
  for (const refs of [[TLP2.green.id], [TLP1.green.id]]) {
    const one = detail('green', refs);
    assert.equal(exported(one).text, one.raw);
  }
});

test('an object without its level, or with another, leaves with the level in force', () => {
  for (const refs of [undefined, [TLP2.clear.id, 'marking-definition--own']]) {
    const { object_marking_refs: kept } = JSON.parse(exported(detail('amber', refs)).text);
    assert.equal(kept.at(-1), TLP2.amber.id);
    assert.ok(!kept.includes(TLP2.clear.id));
    assert.equal(kept.includes('marking-definition--own'), refs !== undefined);
  }
});

test('a bundle names its strictest level first, holds each definition once, and is JSON', () => {
  const objects = [
    exported(detail('green')),
    exported(detail('amber+strict')),
    exported(detail('green')),
  ];
  const { name, text } = bundleOf(objects, { id: 'x', day: '2026-11-29' });
  assert.equal(name, 'TLP-AMBER-STRICT-tocsin-2026-11-29.json');
  const types = JSON.parse(text).objects.map((one: { type: string }) => one.type);
  assert.deepEqual(types, [
    'marking-definition',
    'marking-definition',
    'indicator',
    'indicator',
    'indicator',
  ]);
});

test('only what may go to tools is exported; else the rule says why', () => {
  const row = { act: 'machine-export', words: 'Not to tools.' } as const;
  assert.equal(exportRefusal({ reshare: [{ ...row, verdict: 'yes' }] }), undefined);
  for (const verdict of ['no', 'ask', 'conditional'] as const) {
    assert.equal(exportRefusal({ reshare: [{ ...row, verdict }] }), 'Not to tools.');
  }
  assert.equal(exportRefusal({ reshare: [] }), '');
});
