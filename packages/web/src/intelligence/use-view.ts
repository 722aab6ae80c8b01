import { useNavigate } from '@tanstack/react-router';
import { USUAL_FILTER } from '../exchange/usual-filter.ts';
import { call, callTagged, isProblem, ProblemError } from '../kernel/client.ts';
import { addView, listViews, removeView, setView, showView } from '../kernel/contract.ts';
import type { Community, OutputOf, RequestOf } from '../kernel/contract.ts';
import { queryClient, useAnswer } from '../kernel/query.ts';

/** A view somebody saved. */
export type SavedView = OutputOf<typeof showView>;
/** What a view keeps. */
export type ViewIn = RequestOf<typeof setView>['body'];

/** The views of a community, and the one the address names. */
export function useViews(community: Community, id: string | undefined) {
  const params = { community: community.id };
  const all = useAnswer(listViews, { params }, { staleTime: 60_000 });
  return { views: all.data?.items ?? [], view: all.data?.items.find((one) => one.id === id) };
}

/** Opens a view: its filter goes into the address with it. */
export function useOpenView(community: Community): (view: SavedView) => void {
  const navigate = useNavigate();
  return ({ id, filter, order }) =>
    void navigate({
      to: '/c/$community/intelligence',
      params: { community: community.slug },
      search: {
        view: id,
        ...(filter === USUAL_FILTER ? {} : { filter }),
        ...(order === 'newest-first' ? {} : { order }),
      },
    });
}

/** Keeps a new view. */
export async function keepView(community: Community, body: ViewIn): Promise<SavedView> {
  const view = await call(addView, { params: { community: community.id }, body });
  await queryClient.invalidateQueries({ queryKey: [listViews.name] });
  return view;
}

/** Changes a view, unless somebody changed it since it was read. */
export async function changeView(
  community: Community,
  { view, body }: { view: SavedView; body: ViewIn },
): Promise<SavedView> {
  const params = { community: community.id, view: view.id };
  const ifMatch = await tagOf(community, view);
  const changed = await call(setView, { params, body }, { ifMatch });
  await queryClient.invalidateQueries({ queryKey: [listViews.name] });
  return changed;
}

/** Removes a view, unless somebody changed it since it was read. */
export async function dropView(community: Community, view: SavedView): Promise<void> {
  const params = { community: community.id, view: view.id };
  await call(removeView, { params }, { ifMatch: await tagOf(community, view) });
  await queryClient.invalidateQueries({ queryKey: [listViews.name] });
}

/** Whether a view was changed by somebody else meanwhile. */
export function isStale(error: unknown): boolean {
  return isProblem(error, 'precondition-failed');
}

/** The entity tag of the view as I know it; refused when it is another by now. */
async function tagOf(community: Community, view: SavedView): Promise<string> {
  const params = { community: community.id, view: view.id };
  const { output, tag } = await callTagged(showView, { params });
  if (output.changed_at !== view.changed_at || tag === undefined) {
    await queryClient.invalidateQueries({ queryKey: [listViews.name] });
    throw new ProblemError(
      {
        type: 'about:blank#precondition-failed',
        title: '',
        status: 412,
        detail: '',
        request_id: '',
      },
      'precondition-failed',
    );
  }
  return tag;
}
