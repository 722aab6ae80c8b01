/** How often an act is planned anew because something moved between planning and writing. */
export const PLANS_MAX = 8;

/** Thrown inside a writing transaction when what was planned no longer fits; nothing was written. */
export class PlanStale extends Error {
  override name = 'PlanStale';
  constructor() {
    super('Others changed the same things again and again; try once more');
  }
}
