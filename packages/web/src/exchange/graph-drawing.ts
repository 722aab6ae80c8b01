import { MultiDirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { Sigma } from 'sigma';
import type { GraphData } from './graph-data.ts';
import { nodeTowards } from './graph-walk.ts';
import type { Direction, DrawnNode } from './graph-walk.ts';
import { GraphWriting } from './graph-writing.ts';
import type { LabelInks } from './graph-writing.ts';
import { verbWords } from './relations.ts';

/** Enough for 500 nodes to settle; computed at once, so that nothing moves by itself. */
const ROUNDS = 150;
/** What is nearer to the edge than this is brought to the middle before keys stand on it. Pixels. */
const MARGIN = 24;

interface DrawingParts {
  readonly data: GraphData;
  /** The object the page is about. */
  readonly self: string;
  readonly onOpen: (id: string) => void;
  /** Where the node that keys stand on is drawn, and its radius; after every frame. */
  readonly onPlace: (place: (DrawnNode & { readonly size: number }) | undefined) => void;
}

/** Relations drawn on a canvas, and where what is drawn lies. */
export class GraphDrawing {
  readonly #renderer: Sigma;
  readonly #writing: GraphWriting;
  #at: string | undefined;

  constructor(container: HTMLElement, { data, self, onOpen, onPlace }: DrawingParts) {
    const inks = inksOf(container);
    const { fontFamily } = getComputedStyle(container);
    this.#writing = new GraphWriting(inks);
    this.#renderer = new Sigma(graphFrom(data, self, inks), container, {
      renderEdgeLabels: data.edges.length <= 60,
      defaultEdgeType: 'arrow',
      labelColor: { color: inks.text },
      edgeLabelColor: { color: inks.text },
      labelSize: 13,
      edgeLabelSize: 11,
      labelFont: fontFamily,
      edgeLabelFont: fontFamily,
      labelRenderedSizeThreshold: 4,
      // All that are large enough are asked for; which fit is for the writing to say.
      labelDensity: 100,
      ...this.#writing.drawing,
      allowInvalidContainer: true,
    });
    this.#writing.follow(this.#renderer);
    this.#renderer.on('clickNode', ({ node }) => onOpen(node));
    this.#renderer.on('afterRender', () => onPlace(this.#placeOfKeys()));
  }

  /** Keys stand on a node: it is shown as what is pointed at is. */
  stand(id: string | undefined): void {
    const graph = this.#renderer.getGraph();
    if (this.#at !== undefined && graph.hasNode(this.#at))
      graph.removeNodeAttribute(this.#at, 'highlighted');
    this.#at = id !== undefined && graph.hasNode(id) ? id : undefined;
    if (this.#at !== undefined) {
      graph.setNodeAttribute(this.#at, 'highlighted', true);
      this.#bringIntoSight(this.#at);
    }
    this.#writing.point(this.#renderer, this.#at);
  }

  /** Where an arrow key leads from a node. */
  towards(id: string, direction: Direction): string | undefined {
    const graph = this.#renderer.getGraph();
    if (!graph.hasNode(id)) return undefined;
    const nodes = graph.nodes().map((one) => this.#placeOf(one));
    const related = new Set(graph.neighbors(id));
    return nodeTowards(this.#placeOf(id), direction, { nodes, related });
  }

  kill(): void {
    this.#renderer.kill();
  }

  #placeOf(id: string): DrawnNode {
    const { x, y } = this.#renderer.getGraph().getNodeAttributes(id);
    return { id, ...this.#renderer.graphToViewport({ x: Number(x), y: Number(y) }) };
  }

  #placeOfKeys(): (DrawnNode & { size: number }) | undefined {
    if (this.#at === undefined) return undefined;
    const size = this.#renderer.getNodeDisplayData(this.#at)?.size ?? 0;
    return { ...this.#placeOf(this.#at), size: this.#renderer.scaleSize(size) };
  }

  #bringIntoSight(id: string): void {
    const { x, y } = this.#placeOf(id);
    const { width, height } = this.#renderer.getDimensions();
    const isIn = (at: number, size: number): boolean => at >= MARGIN && at <= size - MARGIN;
    const shown = this.#renderer.getNodeDisplayData(id);
    if (shown === undefined || (isIn(x, width) && isIn(y, height))) return;
    this.#renderer.getCamera().setState({ x: shown.x, y: shown.y });
  }
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
