import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { findingsOf } from './review-findings.ts';
import { REVIEW_OBJECTS_MAX } from './reviewing.contract.ts';
import type { previewReview as contract } from './reviewing.contract.ts';
import { treatedShare } from './treated-share.ts';

/** How a share would look with changes. */
export const previewReview: Operation<typeof contract> = async ({ handle }, { params, body }) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.review.review(community.id, params.review);
  if (found?.content === undefined) return hidden();
  const treated = treatedShare(found.content, body);
  const differing = [
    ...treated.leftOut.map(({ index, object }) => ({ index, id: object.id })),
    ...[...treated.changed].map(({ index, object, text }) => ({
      index,
      id: object.id,
      json: text,
    })),
  ].toSorted((a, b) => a.index - b.index);
  return {
    title: treated.title,
    text: treated.text,
    objects: differing.slice(0, REVIEW_OBJECTS_MAX),
    more_objects: differing.length > REVIEW_OBJECTS_MAX,
    ...(await findingsOf(treated)),
    faults: treated.faults
      .slice(0, FAULTS_TOLD_MAX)
      .map(({ pointer, message }) => ({ pointer, message })),
  };
};

/** Faults told of one preview. */
const FAULTS_TOLD_MAX = 100;
