import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTellLevels } from '../design/shown-levels.tsx';
import { call } from '../kernel/client.ts';
import { listReferences } from '../kernel/contract.ts';
import type { Community, Reference } from '../kernel/contract.ts';
import { keyOf } from '../kernel/query.ts';
import { plural, t, word } from '../kernel/words.ts';
import { GraphCanvas } from './graph-canvas.tsx';
import { graphOf, GRAPH_NODES_MAX } from './graph-data.ts';
import type { NodeFamily } from './graph-data.ts';
import { endWords, relationsFrom, verbWords } from './relations.ts';
import type { End, Relation } from './relations.ts';

/** Relations read for one node somebody opened. */
const READ_MAX = 200;
const FAMILIES: readonly (readonly [NodeFamily, string])[] = [
  ['indicators', word('Indicators and values')],
  ['threats', word('Threats and how they work')],
  ['defence', word('Defence')],
  ['other', word('Everything else')],
];

interface RelationGraphProps {
  readonly self: End;
  readonly relations: readonly Relation[];
  readonly community: Community;
  /** Escape in the drawing: to where somebody came from. */
  readonly onLeave: () => void;
}

/**
 * Relations drawn; a click or Enter on a node, or its button in the list below, reads what that is connected with.
 * Enter on a node that was read leads to its page.
 */
export function RelationGraph({
  self,
  relations,
  community,
  onLeave,
}: RelationGraphProps): ReactNode {
  const navigate = useNavigate();
  const [opened, setOpened] = useState<readonly End[]>([]);
  const [canDraw] = useState(hasWebGl);
  const further = useFurther(opened, community);
  const all = useMemo(() => [...relations, ...further], [relations, further]);
  const data = useMemo(() => graphOf(all), [all]);
  const ends = new Map(all.flatMap(({ from, to }) => [from, to]).map((end) => [end.id, end]));
  const open = (id: string): void => {
    const end = ends.get(id);
    if (end === undefined || id === self.id || opened.some((one) => one.id === id)) return;
    setOpened([...opened, end]);
  };
  const enter = (id: string): void => {
    if (id === self.id) return;
    if (opened.some((one) => one.id === id)) {
      const params = { community: community.slug, object: id };
      void navigate({ to: '/c/$community/objects/$object', params, search: {} });
    } else open(id);
  };
  const closed = [...ends.values()].filter(
    ({ id }) => id !== self.id && !opened.some((one) => one.id === id),
  );
  return (
    <section className="panel stack graph" aria-labelledby="graph">
      <h2 id="graph">{t('Graph')}</h2>
      <p role="status">
        {plural(
          data.nodes.length,
          {
            one: '1 object, {{edges}} relations.',
            other: '{{count}} objects, {{edges}} relations.',
          },
          { edges: data.edges.length },
        )}
        {data.left > 0 &&
          ` ${t('{{left}} more are not drawn: {{most}} is the most.', { left: data.left, most: GRAPH_NODES_MAX })}`}
      </p>
      {canDraw ? (
        <>
          <GraphCanvas data={data} self={self.id} onOpen={open} onEnter={enter} onLeave={onLeave} />
          <Legend />
        </>
      ) : (
        <p className="panel note">
          {t('This browser does not draw graphs (it has no WebGL). The tables say the same.')}
        </p>
      )}
      <OpenFurther ends={closed} onOpen={open} />
      <FurtherList relations={further} />
    </section>
  );
}

function Legend(): ReactNode {
  return (
    <ul className="row small">
      {FAMILIES.map(([family, words]) => (
        <li key={family} className="with-sign">
          <span className="node-colour" data-family={family} aria-hidden="true" />
          {t(words)}
        </li>
      ))}
    </ul>
  );
}

/** The click on a node, for everybody who does not click. */
function OpenFurther({
  ends,
  onOpen,
}: {
  ends: readonly End[];
  onOpen: (id: string) => void;
}): ReactNode {
  if (ends.length === 0) return null;
  return (
    <details>
      <summary>{t('Go further from one of them')}</summary>
      <ul className="row">
        {ends.map((end) => (
          <li key={end.id}>
            <Button size="compact-sm" variant="default" onClick={() => onOpen(end.id)}>
              {endWords(end)}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What was read further, as sentences. */
function FurtherList({ relations }: { relations: readonly Relation[] }): ReactNode {
  if (relations.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{t('Read further')}</h3>
      <ul className="small">
        {relations.map(({ key, from, verb, to }) => (
          <li key={key}>
            {endWords(from)} {verbWords(verb)} {endWords(to)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useFurther(opened: readonly End[], community: Community): Relation[] {
  const read = useQueries({
    queries: opened.map(({ id }) => {
      const input = { params: { community: community.id, id }, query: { limit: String(READ_MAX) } };
      return { queryKey: keyOf(listReferences, input), queryFn: () => call(listReferences, input) };
    }),
    combine: (results) => results.map(({ data }) => data?.items ?? NOTHING),
  });
  useTellLevels(read.flat().map(({ marking }) => marking.level));
  return useMemo(
    () => opened.flatMap((end, place) => relationsFrom(end, read[place] ?? NOTHING)),
    [opened, read],
  );
}

const NOTHING: readonly Reference[] = [];

function hasWebGl(): boolean {
  const canvas = document.createElement('canvas');
  return (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) !== null;
}
