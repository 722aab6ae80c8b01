import type { Relation } from './relations.ts';
import { endWords } from './relations.ts';
import { FAMILIES, typeWords } from './words.ts';

/** Most nodes drawn: beyond it nobody sees anything, and the table says it all. */
export const GRAPH_NODES_MAX = 500;

/** Families of nodes, each with a colour and a word. */
export type NodeFamily = 'indicators' | 'threats' | 'defence' | 'other';

/** A node of the drawing. */
export interface GraphNode {
  readonly id: string;
  readonly words: string;
  readonly family: NodeFamily;
}

/** An edge of the drawing. */
export interface GraphEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly verb: string;
}

/** What is drawn. */
export interface GraphData {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes left out because there are too many. */
  readonly left: number;
}

/** Nodes and edges of relations, each once, up to the most that are drawn. */
export function graphOf(relations: readonly Relation[], most = GRAPH_NODES_MAX): GraphData {
  const nodes = new Map<string, GraphNode>();
  const left = new Set<string>();
  const edges = new Map<string, GraphEdge>();
  for (const { from, verb, to } of relations) {
    for (const end of [from, to]) {
      if (nodes.has(end.id)) continue;
      if (nodes.size >= most) {
        left.add(end.id);
        continue;
      }
      nodes.set(end.id, {
        id: end.id,
        words: end.title === '' ? endWords(end) : `${typeWords(end.type)}: ${endWords(end)}`,
        family: familyOf(end.type),
      });
    }
    const key = `${from.id} ${verb} ${to.id}`;
    if (nodes.has(from.id) && nodes.has(to.id) && from.id !== to.id) {
      edges.set(key, { key, from: from.id, to: to.id, verb });
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], left: left.size };
}

/** The family a type is drawn as. */
export function familyOf(type: string): NodeFamily {
  for (const family of ['indicators', 'threats', 'defence'] as const) {
    if ((FAMILIES[family].types as readonly string[]).includes(type)) return family;
  }
  return 'other';
}
