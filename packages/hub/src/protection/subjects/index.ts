import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { answerAboutSubject } from './answer-about-subject.ts';
import { askAboutSubject } from './ask-about-subject.ts';
import { askSubjectSource } from './ask-subject-source.ts';
import { listSubjectQuestions } from './list-subject-questions.ts';
import { listSubjectRequests } from './list-subject-requests.ts';
import { lookForSubject } from './look-for-subject.ts';
import { moveSubjectRequest } from './move-subject-request.ts';
import { openSubjectRequest } from './open-subject-request.ts';
import { searchSubject } from './search-subject.ts';
import { showPrivacyReport } from './show-privacy-report.ts';
import * as contract from './subjects.contract.ts';

/** What persons ask about data of theirs, and what others are asked because of it (GDPR Art. 12 to 21). */
export const subjectOperations: readonly BoundOperation[] = [
  bind(contract.answerAboutSubject, answerAboutSubject),
  bind(contract.askAboutSubject, askAboutSubject),
  bind(contract.askSubjectSource, askSubjectSource),
  bind(contract.listSubjectQuestions, listSubjectQuestions),
  bind(contract.listSubjectRequests, listSubjectRequests),
  bind(contract.lookForSubject, lookForSubject),
  bind(contract.moveSubjectRequest, moveSubjectRequest),
  bind(contract.openSubjectRequest, openSubjectRequest),
  bind(contract.searchSubject, searchSubject),
  bind(contract.showPrivacyReport, showPrivacyReport),
];
