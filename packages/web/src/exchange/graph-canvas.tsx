import { useComputedColorScheme } from '@mantine/core';
import { MultiDirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { Sigma } from 'sigma';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { usePreferences } from '../kernel/preferences.ts';
import { t } from '../kernel/words.ts';
import type { GraphData } from './graph-data.ts';
import { GraphWriting } from './graph-writing.ts';
import type { LabelInks } from './graph-writing.ts';
import { verbWords } from './relations.ts';

/** Enough for 500 nodes to settle; computed at once, so that nothing moves by itself. */
const ROUNDS = 150;

interface GraphCanvasProps {
  readonly data: GraphData;
  readonly self: string;
  readonly onOpen: (id: string) => void;
}

/** The drawing itself. For eyes and a pointer; the tables beside it say the same. */
export function GraphCanvas({ data, self, onOpen }: GraphCanvasProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const open = useRef(onOpen);
  open.current = onOpen;
  const scheme = useComputedColorScheme();
  const { theme } = usePreferences();
  useEffect(() => {
    const container = place.current;
    if (container === null) return undefined;
    const inks = inksOf(container);
    const writing = new GraphWriting(inks);
    const renderer = new Sigma(graphFrom(data, self, inks), container, {
      renderEdgeLabels: data.edges.length <= 60,
      defaultEdgeType: 'arrow',
      labelColor: { color: inks.text },
      edgeLabelColor: { color: inks.text },
      labelSize: 13,
      edgeLabelSize: 11,
      labelFont: getComputedStyle(container).fontFamily,
      edgeLabelFont: getComputedStyle(container).fontFamily,
      labelRenderedSizeThreshold: 4,
      // All that are large enough are asked for; which fit is for the writing to say.
      labelDensity: 100,
      ...writing.drawing,
      allowInvalidContainer: true,
    });
    writing.follow(renderer);
    renderer.on('clickNode', ({ node }) => open.current(node));
    return () => renderer.kill();
  }, [data, self, scheme, theme]);
  return (
    <div>
      {(['indicators', 'threats', 'defence', 'other'] as const).map((family) => (
        <span key={family} hidden className="node-colour" data-family={family} />
      ))}
      {/* The library empties this element when it goes: nothing of React's is in it. */}
      <div className="graph-canvas" ref={place} role="img" aria-label={t('The relations, drawn')} />
    </div>
  );
}

interface Inks extends LabelInks {
  readonly families: Readonly<Record<string, string>>;
}

/** The page's own colours as the canvas needs them: resolved for the theme of now. */
function inksOf(container: HTMLElement): Inks {
  const families: Record<string, string> = {};
  for (const one of container.parentElement?.querySelectorAll<HTMLElement>('[data-family]') ?? []) {
    families[one.dataset['family'] ?? ''] = getComputedStyle(one).color;
  }
  const { color, borderTopColor, backgroundColor } = getComputedStyle(container);
  return { text: color, edge: borderTopColor, paper: backgroundColor, families };
}

function graphFrom({ nodes, edges }: GraphData, self: string, inks: Inks): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  for (const [index, { id, words, family }] of nodes.entries()) {
    // On a circle to begin with: the same relations always give the same drawing.
    const angle = (index / nodes.length) * 2 * Math.PI;
    const isSelf = id === self;
    graph.addNode(id, {
      label: words.length > 48 ? `${words.slice(0, 47)}…` : words,
      x: isSelf ? 0 : Math.cos(angle),
      y: isSelf ? 0 : Math.sin(angle),
      size: isSelf ? 13 : 8,
      color: inks.families[family] ?? inks.text,
      forceLabel: isSelf,
    });
  }
  for (const { from, to, verb } of edges) {
    graph.addEdge(from, to, { label: verbWords(verb), color: inks.edge, size: 1.5 });
  }
  if (nodes.length > 2) {
    const settings = { ...forceAtlas2.inferSettings(graph), gravity: 1.2, adjustSizes: true };
    forceAtlas2.assign(graph, { iterations: ROUNDS, settings });
  }
  return graph;
}
