import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { determineObject } from './determine-object.ts';
import { holdReview } from './hold-review.ts';
import { listReviews } from './list-reviews.ts';
import { previewReview } from './preview-review.ts';
import { releaseReview } from './release-review.ts';
import { returnReview } from './return-review.ts';
import * as contract from './reviewing.contract.ts';
import { setReviewRules } from './set-review-rules.ts';
import { showDetermination } from './show-determination.ts';
import { showReview } from './show-review.ts';
import { showReviewRules } from './show-review-rules.ts';
import { withdrawReview } from './withdraw-review.ts';

/** What a sharing officer looks at before it leaves their organization (ISO 22396 6.5.4; decision 16). */
export const reviewOperations: readonly BoundOperation[] = [
  bind(contract.showReviewRules, showReviewRules),
  bind(contract.setReviewRules, setReviewRules),
  bind(contract.listReviews, listReviews),
  bind(contract.showReview, showReview),
  bind(contract.previewReview, previewReview),
  bind(contract.releaseReview, releaseReview),
  bind(contract.holdReview, holdReview),
  bind(contract.returnReview, returnReview),
  bind(contract.withdrawReview, withdrawReview),
  bind(contract.showDetermination, showDetermination),
  bind(contract.determineObject, determineObject),
];
