import type { Sigma } from 'sigma';
import type { Settings } from 'sigma/settings';
import { fittingLabels } from './graph-labels.ts';
import type { Obstacle, WantedLabel } from './graph-labels.ts';

/** Colours of what is written. */
export interface LabelInks {
  readonly text: string;
  readonly paper: string;
  readonly edge: string;
}

type EdgeParts = Parameters<Settings['defaultDrawEdgeLabel']>;
type Drawing = Partial<
  Pick<Settings, 'defaultDrawNodeLabel' | 'defaultDrawEdgeLabel' | 'defaultDrawNodeHover'>
>;

interface Written extends WantedLabel {
  readonly font: string;
}

/** What is pointed at stands before everything, then the thing the page is about, then things, then relations. */
const WEIGHTS = { lit: 1e6, self: 1e5, edge: -1 } as const;
const BESIDE = 4;
/** The ring around the node that keys stand on. */
const RING = 8;

/**
 * Writes the names into a drawing. The library would draw each where it is, one over the other: here they are
 * gathered first, and those that fit are written when the rest is drawn.
 */
export class GraphWriting {
  readonly #inks: LabelInks;
  #wanted: Written[] = [];
  #nodes: Obstacle[] = [];
  #frame = { width: 0 };
  #lit = new Set<string>();
  #pointed: string | undefined;

  constructor(inks: LabelInks) {
    this.#inks = inks;
  }

  readonly drawing: Drawing = {
    defaultDrawNodeLabel: (context, { key, label, x, y, size, forceLabel }, settings) => {
      // What is pointed at has its name in a frame of its own.
      if (label === null || label === undefined || label === '' || key === this.#pointed) return;
      const { labelSize: height, labelFont, labelWeight } = settings;
      const font = `${labelWeight} ${String(height)}px ${labelFont}`;
      context.font = font;
      const { width } = context.measureText(label);
      const raised =
        (forceLabel === true ? WEIGHTS.self : 0) + (this.#isLit(key) ? WEIGHTS.lit : 0);
      const weight = size + raised;
      const places = [
        { x: x + size + BESIDE, y },
        { x: x - size - BESIDE - width, y },
        { x: this.#within(x - width / 2, width), y: y + size + height },
        { x: this.#within(x - width / 2, width), y: y - size - height },
      ];
      this.#wanted.push({ text: label, places, width, height, weight, font });
      this.#nodes.push({ x: x - size, y, width: 2 * size, height: 2 * size });
    },
    defaultDrawEdgeLabel: (...[context, { key, label }, from, to, settings]: EdgeParts) => {
      if (label === null || label === undefined || label === '') return;
      const { edgeLabelSize: height, edgeLabelFont, edgeLabelWeight } = settings;
      const font = `${edgeLabelWeight} ${String(height)}px ${edgeLabelFont}`;
      context.font = font;
      const { width } = context.measureText(label);
      const places = [{ x: (from.x + to.x - width) / 2, y: (from.y + to.y) / 2 }];
      const weight = this.#isLit(key) ? WEIGHTS.self : WEIGHTS.edge;
      this.#wanted.push({ text: label, places, width, height, weight, font });
    },
    defaultDrawNodeHover: (context, { label, x, y, size }, settings) => {
      if (label === null || label === undefined || label === '') return;
      const { labelSize: height, labelFont, labelWeight } = settings;
      context.font = `${labelWeight} ${String(height)}px ${labelFont}`;
      const width = context.measureText(label).width + 2 * BESIDE;
      context.fillStyle = this.#inks.paper;
      context.strokeStyle = this.#inks.edge;
      context.beginPath();
      const from = this.#within(x + size + RING, width);
      // Moved in from the side it would lie on its node: then it stands above it.
      const middle = from < x + size ? y - size - height - BESIDE : y;
      context.roundRect(from, middle - height, width, 2 * height, 4);
      context.fill();
      context.stroke();
      context.fillStyle = this.#inks.text;
      context.fillText(label, from + BESIDE, middle + height / 3);
    },
  };

  /** A node comes first, with what it is related to; none: all as they are. */
  point(renderer: Sigma, node: string | undefined): void {
    const graph = renderer.getGraph();
    const keys = node === undefined ? [] : [node, ...graph.neighbors(node), ...graph.edges(node)];
    this.#lit = new Set(keys);
    this.#pointed = node;
    renderer.refresh({ skipIndexation: true });
  }

  /** Writes with every frame; what is pointed at comes first. */
  follow(renderer: Sigma): void {
    renderer.on('beforeRender', () => {
      this.#wanted = [];
      this.#nodes = [];
      this.#frame = renderer.getDimensions();
    });
    renderer.on('afterRender', () => this.#write(renderer.getCanvases()['labels']));
    renderer.on('enterNode', ({ node }) => this.point(renderer, node));
    renderer.on('leaveNode', () => this.point(renderer, undefined));
    // What was drawn when it was made was not followed yet.
    renderer.refresh();
  }

  /** Moved to where it is not cut off at a side. */
  #within(x: number, width: number): number {
    return Math.max(BESIDE, Math.min(x, this.#frame.width - width - BESIDE));
  }

  #isLit(key: string): boolean {
    return this.#lit.has(key);
  }

  #write(canvas: HTMLCanvasElement | undefined): void {
    const context = canvas?.getContext('2d');
    if (context === null || context === undefined) return;
    context.fillStyle = this.#inks.text;
    // Lines run under what is written.
    context.strokeStyle = this.#inks.paper;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    const surroundings = { obstacles: this.#nodes, frame: this.#frame };
    for (const { text, x, y, height, font } of fittingLabels(this.#wanted, surroundings)) {
      context.font = font;
      context.strokeText(text, x, y + height / 3);
      context.fillText(text, x, y + height / 3);
    }
  }
}
